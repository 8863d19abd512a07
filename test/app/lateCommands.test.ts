import { describe, expect, it } from 'vitest';
import { lateCommands } from '../../src/app/lateCommands.ts';
import type { Commands } from '../../src/app/state.ts';

/** A session that notes what it is asked for. */
function noted() {
  const asked: string[] = [];
  const commands = {
    setStage: (stage: string) => asked.push(`stage ${stage}`),
    setCityRunning: (running: boolean) => asked.push(`city ${running}`),
    inspectUser: async (id: number) => ({ id }),
  } as unknown as Commands;
  return { asked, commands };
}

describe('commands before the session is loaded', () => {
  it('are carried out in order once it is there', async () => {
    const { asked, commands } = noted();
    let arrive = (_: Commands) => {};
    const late = lateCommands(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    late.setStage('learn');
    late.setCityRunning(false);
    const answer = late.inspectUser(7);
    expect(asked).toEqual([]);
    arrive(commands);
    expect(await answer).toEqual({ id: 7 });
    expect(asked).toEqual(['stage learn', 'city false']);
  });

  it('are the session’s own after that, with their answers at once', async () => {
    const { asked, commands } = noted();
    const loading = Promise.resolve(commands);
    const late = lateCommands(loading);
    await loading;
    late.setStage('agree');
    expect(asked).toEqual(['stage agree']);
    expect(late.setStage).toBe(commands.setStage);
  });

  it('do nothing where it never comes', async () => {
    const late = lateCommands(Promise.reject(new Error('no network')));
    await expect(late.inspectUser(1)).resolves.toBeUndefined();
  });
});
