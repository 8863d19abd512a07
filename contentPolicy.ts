/**
 * The content security policy of the built page, as a meta element: nothing but the site's own
 * files is loaded or asked for, no script stands in the page, nothing is evaluated. Workers are not
 * bound by a policy in a page (theirs would come with a header, which a plain static host cannot
 * set); test/page/csp.test.ts watches their requests instead.
 */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** `'sha256-...'` of every inline style of a page, as the page has it in the end. */
function inlineStyleHashes(html: string): string[] {
  return [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, style]) => `'sha256-${createHash('sha256').update(style!).digest('base64')}'`,
  );
}

/** The policy of a page of the site. */
export function contentPolicy(html: string): string {
  return [
    "default-src 'none'",
    // TensorFlow.js and our own kernels compile WebAssembly; nothing evaluates strings.
    "script-src 'self' 'wasm-unsafe-eval'",
    ["style-src 'self'", ...inlineStyleHashes(html)].join(' '),
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Puts the policy in front of everything that the built page loads. */
export function contentPolicyPlugin(): Plugin {
  return {
    name: 'content-policy',
    // The development server writes styles and scripts into the page.
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        const charset = /<meta charset="utf-8"\s*\/?>/i;
        if (!charset.test(html)) throw new Error('index.html has no <meta charset> to follow.');
        const policy = `<meta http-equiv="Content-Security-Policy" content="${contentPolicy(html)}" />`;
        return html.replace(charset, (tag) => `${tag}\n    ${policy}`);
      },
    },
  };
}
