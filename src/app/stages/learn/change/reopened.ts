/** How far exploration and learning rate are opened again after a change, where one asks for it. */
export const REOPENED = { episodes: 200, share: 0.3, rate: 0.003 } as const;
