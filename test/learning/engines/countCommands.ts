/** Counts what is asked of WebGPU devices in this thread. */
export interface CommandCount {
  readonly dispatches: number;
  readonly uploads: number;
  readonly submissions: number;
  readonly answers: number;
}

const count = { dispatches: 0, uploads: 0, submissions: 0, answers: 0 };

/** Also does `note` at each call of a method. */
function noticing<T extends object>(prototype: T, name: keyof T & string, note: () => void): void {
  const { value } = Object.getOwnPropertyDescriptor(prototype, name)!;
  const original = value as (...rest: unknown[]) => unknown;
  Object.defineProperty(prototype, name, {
    configurable: true,
    value(this: T, ...rest: unknown[]) {
      note();
      return original.apply(this, rest);
    },
  });
}

if ('gpu' in navigator) {
  noticing(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => {
    count.dispatches += 1;
  });
  noticing(GPUQueue.prototype, 'writeBuffer', () => {
    count.uploads += 1;
  });
  noticing(GPUQueue.prototype, 'submit', () => {
    count.submissions += 1;
  });
  noticing(GPUBuffer.prototype, 'mapAsync', () => {
    count.answers += 1;
  });
}

/** What some work asks for until it is done. */
export async function countCommands(work: () => Promise<unknown>): Promise<CommandCount> {
  const before = { ...count };
  await work();
  return {
    dispatches: count.dispatches - before.dispatches,
    uploads: count.uploads - before.uploads,
    submissions: count.submissions - before.submissions,
    answers: count.answers - before.answers,
  };
}
