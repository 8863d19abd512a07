/** The city's slot of now, as the pictures of stage Learn mark it. */
import { live } from '../../live.ts';
import type { PolicyMoment } from './paintPolicy.ts';

/** Hour and price of a server in the newest frame; null before there is one. */
export function momentOf(server: number): PolicyMoment | null {
  const frame = live.city.current;
  const price = frame?.servers.price[server];
  if (!frame || price === undefined) return null;
  return { hour: (24 * (frame.timeOfDay + 0.5)) / frame.slotsPerDay, price };
}

/** What every server rents in the newest frame; empty before there is one. */
export function decisionsNow(): readonly number[] {
  const frame = live.city.current;
  return frame ? Array.from(frame.servers.decision) : [];
}
