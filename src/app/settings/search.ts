/** Finds settings by what a visitor may remember of them, and says where the words stand. */

/** What can be found of one setting; `text` fields are searched in this order. */
export interface Searchable {
  readonly label: string;
  readonly help: string;
  readonly unit: string;
  readonly group: string;
  readonly value: string;
}
export type SearchField = keyof Searchable;
export const SEARCH_FIELDS = ['label', 'help', 'unit', 'group', 'value'] as const;

/** Characters [from, to) of a text. */
export type Span = readonly [from: number, to: number];
export type Spans = Readonly<Record<SearchField, readonly Span[]>>;

/** The words of a query, in lower case and without accents. */
export function wordsOf(query: string): string[] {
  return folded(query).split(/\s+/).filter(Boolean);
}

/** Where the words stand in a setting; null unless every word stands somewhere. */
export function findWords(setting: Searchable, words: readonly string[]): Spans | null {
  const texts = SEARCH_FIELDS.map((field) => folded(setting[field]));
  if (!words.every((word) => texts.some((text) => text.includes(word)))) return null;
  const spans = SEARCH_FIELDS.map((field, index) => [field, spansOf(texts[index]!, words)]);
  return Object.fromEntries(spans) as Spans;
}

/** All places of all words in a text, ascending, those that touch or overlap joined. */
function spansOf(text: string, words: readonly string[]): Span[] {
  const found: [number, number][] = [];
  for (const word of words) {
    for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
      found.push([at, at + word.length]);
    }
  }
  found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const joined: [number, number][] = [];
  for (const [from, to] of found) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** Lower case without accents, one character for one, so that places stay what they are. */
function folded(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const plain = text[index]!.normalize('NFD')[0]!.toLowerCase();
    return plain.length === 1 ? plain : text[index]!;
  }).join('');
}
