/** Greedy, then sweeps: one server after the other takes what is best for all whose Q it moves. */
import { anchors } from '../anchor.ts';
import type { DecisionTables } from '../decisionTables.ts';
import { greedyDecision } from '../greedy.ts';
import { hearingOf } from '../hearing.ts';
import type { OrchestrationProblem } from '../problem.ts';
import { sweep } from '../readOut.ts';
import type { LinkPost } from './post.ts';

/**
 * Yields the decision after each sweep. First everyone tells its decision to all whose Q depends on
 * it; in a sweep each of these answers with K numbers (its Q at every level), and hears which level
 * was taken. What is lost is sent again until it arrives.
 */
export function* greedySweeps(
  tables: DecisionTables,
  { ids, links }: Pick<OrchestrationProblem, 'ids' | 'links'>,
  sweeps: number,
  post: LinkPost,
): Generator<Int32Array, void, void> {
  const { scopes, levels } = tables;
  const everyPair = (send: (lsm: number, member: number) => void) => {
    scopes.forEach((scope, lsm) => {
      for (const member of scope) if (member !== lsm) send(lsm, member);
    });
  };
  everyPair((lsm, member) => post.sendSurely(member, lsm, 1));
  let decision = greedyDecision(tables);
  // Between pieces of the message graph, everyone goes by its own local optimum.
  const hearing = hearingOf(tables, links, anchors('own', tables));
  for (let each = 0; each < sweeps; each += 1) {
    everyPair((lsm, member) => {
      post.sendSurely(lsm, member, levels[member]!);
      post.sendSurely(member, lsm, 1);
    });
    decision = sweep(tables, ids, decision, hearing);
    yield decision;
  }
}
