/** One thread through the whole run: the copy that tells most about what agreeing changed. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import type { Subject } from './subject.ts';

/**
 * Among the decisions that the agreement changed, the one that another server pulled at hardest in
 * the direction of the change, and that server. Where nothing changed: the copy of another server's
 * decision that travels furthest.
 */
export function threadOf(trace: AgreementTrace): Extract<Subject, { kind: 'cell' }> {
  const count = trace.ids.length;
  const changed = trace.decision.map((level, i) => Math.sign(level - trace.greedy.decision[i]!));
  const someChanged = changed.some((direction) => direction !== 0);
  let best = { server: count > 1 ? 1 : 0, about: 0 };
  let most = Number.NEGATIVE_INFINITY;
  for (let server = 0; server < count; server++) {
    for (const about of trace.scopes[server]!) {
      if (about === server) continue;
      const pull = someChanged
        ? pullTowards(trace, server, about, changed[about]!)
        : travelled(trace, server, about);
      if (pull > most) {
        most = pull;
        best = { server, about };
      }
    }
  }
  return { kind: 'cell', ...best };
}

/** All pulls of a run in a direction (1 more, -1 less), added up; nothing counts for direction 0. */
function pullTowards(
  { iterations, ids }: AgreementTrace,
  server: number,
  about: number,
  direction: number,
): number {
  if (direction === 0) return Number.NEGATIVE_INFINITY;
  const at = server * ids.length + about;
  return iterations.reduce((sum, { gradients }) => sum - direction * gradients[at]!, 0);
}

/** How far a copy goes in the whole run, there and back, levels. */
function travelled(trace: AgreementTrace, server: number, about: number): number {
  const at = server * trace.ids.length + about;
  let from = trace.initialCopies[at]!;
  let way = 0;
  for (const { copies } of trace.iterations) {
    way += Math.abs(copies[at]! - from);
    from = copies[at]!;
  }
  return way;
}
