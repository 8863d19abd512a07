/** What the app is built on, asked for before any of it is used. */

/**
 * What this browser lacks, in the names that the web's own documents use; empty where the app can
 * run. Module workers cannot be asked for without starting one, but every browser that has
 * `Array.prototype.with` (Chrome 110, Firefox 115, Safari 16) has had them for longer.
 */
export function missingFeatures(): string[] {
  const features: readonly (readonly [string, unknown])[] = [
    ['Worker', globalThis.Worker],
    ['MessageChannel', globalThis.MessageChannel],
    ['Array.prototype.with', Array.prototype.with],
    ['Array.prototype.toSorted', Array.prototype.toSorted],
    ['structuredClone', globalThis.structuredClone],
    ['ResizeObserver', globalThis.ResizeObserver],
    ['<dialog>', globalThis.HTMLDialogElement?.prototype.showModal],
    ['roundRect', globalThis.CanvasRenderingContext2D?.prototype.roundRect],
  ];
  return features.filter(([, feature]) => !feature).map(([name]) => name);
}

/** Puts the reason where the opening words stand; nothing of the app is needed for it. */
export function explainMissing(title: string, sentences: readonly string[]): void {
  const opening = document.querySelector('.opening') ?? document.body;
  opening.setAttribute('role', 'alert');
  opening.setAttribute('data-failed', 'true');
  const heading = document.createElement('h1');
  heading.textContent = title;
  const paragraphs = sentences.map((sentence) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = sentence;
    paragraph.style.marginTop = '1em';
    return paragraph;
  });
  opening.replaceChildren(heading, ...paragraphs);
}
