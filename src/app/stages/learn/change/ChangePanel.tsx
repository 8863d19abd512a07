/** Placeholder until the panel is there. */
export function ChangePanel() {
  return null;
}
