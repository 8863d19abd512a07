export const agree = {} as const;
