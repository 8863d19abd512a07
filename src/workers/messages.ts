/** What the loops in the workers share: how they speak and what they say. */

/** How a loop in a worker speaks: one message, with the buffers that go over with it. */
export type Send<Message> = (message: Message, transfer?: ArrayBuffer[]) => void;

/** What went wrong, as it is told to the visitor. */
export function failureText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether two configurations (plain data, fields in the order of their schema) are not the same. */
export function differ(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}
