/** How light it is: 0 at night, 1 by day, with an hour and a half of dawn and dusk. */

const SUNRISE = 6.5;
const SUNSET = 19.5;
const TWILIGHT = 1.5;

/** @param hour 0..24, fractions allowed */
export function daylight(hour: number): number {
  const rise = smooth((hour - SUNRISE + TWILIGHT / 2) / TWILIGHT);
  const set = smooth((hour - SUNSET + TWILIGHT / 2) / TWILIGHT);
  return rise - set;
}

function smooth(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return clamped * clamped * (3 - 2 * clamped);
}

/** Hour of the day at the start of a slot, with its fraction. */
export function hourOfDay(timeOfDay: number, slotsPerDay: number): number {
  return (timeOfDay * 24) / slotsPerDay;
}

/** The time as a clock shows it: 14:20. */
export function clockText(hour: number): string {
  const minutes = Math.round(hour * 60) % 1440;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
