/**
 * Work that may have to wait: a generator that yields the promises it waits for. The same code runs
 * at once where everything answers at once, and later where something answers later.
 */
export type Steps<T = void> = Generator<PromiseLike<unknown>, T, void>;

/**
 * Runs to the end without waiting.
 *
 * @throws Error where a step has to be waited for
 */
export function runNow<T>(steps: Steps<T>): T {
  const { done, value } = steps.next();
  if (done) return value as T;
  steps.return(undefined as T);
  throw new Error('The engine answers later: wait for it instead of asking for an answer at once.');
}

/** Runs to the end, waiting wherever it has to. */
export async function runLater<T>(steps: Steps<T>): Promise<T> {
  return run(steps);
}

/** Runs to the end: at once where nothing has to be waited for, else what comes is a promise. */
export function run<T>(steps: Steps<T>): T | Promise<T> {
  return proceed(steps, () => steps.next());
}

function proceed<T>(
  steps: Steps<T>,
  go: () => IteratorResult<PromiseLike<unknown>, T>,
): T | Promise<T> {
  const { done, value } = go();
  if (done) return value as T;
  return Promise.resolve(value as PromiseLike<unknown>).then(
    () => proceed(steps, () => steps.next()),
    (reason: unknown) => proceed(steps, () => steps.throw(reason)),
  );
}

/** Waits for an answer where it is a promise. */
export function* answered<T>(answer: T | Promise<T>): Steps<T> {
  if (!(answer instanceof Promise)) return answer;
  let value!: T;
  yield answer.then((known) => {
    value = known;
  });
  return value;
}
