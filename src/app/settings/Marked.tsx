import type { Span } from './search.ts';

/** A text with what was searched for marked in it. */
export function Marked(props: {
  readonly text: string;
  readonly spans: readonly Span[] | undefined;
}) {
  const { text, spans } = props;
  if (!spans || spans.length === 0) return text;
  const parts = [];
  let at = 0;
  for (const [from, to] of spans) {
    parts.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return [...parts, text.slice(at)];
}
