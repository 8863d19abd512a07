/**
 * Work that may have to wait: a generator that yields the promises it waits for, and `undefined` at
 * good moments to let others in (so that Slices are Steps). The same code runs at once where
 * everything answers at once, and later where something answers later.
 */
export type Steps<T = void> = Generator<PromiseLike<unknown> | undefined, T, void>;

/** Says at a good moment what is to be waited for; undefined to go straight on. */
export type Pause = () => PromiseLike<unknown> | undefined;

const goOn: Pause = () => undefined;

/**
 * Runs to the end without waiting.
 *
 * @throws Error where a step has to be waited for
 */
export function runNow<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done && !step.value) step = steps.next();
  if (step.done) return step.value;
  steps.return(undefined as T);
  throw new Error('The engine answers later: wait for it instead of asking for an answer at once.');
}

/** Runs to the end, waiting wherever it has to. */
export async function runLater<T>(steps: Steps<T>): Promise<T> {
  return run(steps);
}

/**
 * Runs to the end: at once where nothing has to be waited for, else what comes is a promise.
 *
 * @param pause asked at every good moment; where its promise is rejected, the work is given up
 */
export function run<T>(steps: Steps<T>, pause = goOn): T | Promise<T> {
  return proceed(steps, pause, () => steps.next());
}

function proceed<T>(
  steps: Steps<T>,
  pause: Pause,
  go: () => IteratorResult<PromiseLike<unknown> | undefined, T>,
): T | Promise<T> {
  for (let step = go(); ; step = steps.next()) {
    if (step.done) return step.value;
    const awaited = step.value ?? pause();
    if (!awaited) continue;
    return Promise.resolve(awaited).then(
      () => proceed(steps, pause, () => steps.next()),
      (reason: unknown) => proceed(steps, pause, () => steps.throw(reason)),
    );
  }
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
