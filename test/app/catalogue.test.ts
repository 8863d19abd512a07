import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { english as first, isMessageKey, t } from '../../src/app/catalogue/index.ts';
import { PRESET_IDS } from '../../src/app/presets.ts';
import { fieldsIn, SECTIONS } from '../../src/app/settings/configuration.ts';
import { POLICY_KEYS } from '../../src/experiments/policyKeys.ts';
import { parseScenario, SCENARIO_KINDS } from '../../src/world/scenario.ts';

const folder = join(import.meta.dirname, '../../src/app');
const english: Record<string, string> = { ...first };
for (const file of readdirSync(join(folder, 'catalogue/english'))) {
  Object.assign(english, ...Object.values(await import(join(folder, 'catalogue/english', file))));
}
// What comes with parts that are loaded later comes here too.
for (const file of readdirSync(join(folder, 'catalogue/later'))) {
  await import(join(folder, 'catalogue/later', file));
}

const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('catalogue'))
  .map((path) => join(folder, path))
  .concat(join(folder, '../main.tsx'))
  .map((path) => readFileSync(path, 'utf8'));

/** Every string and every template of the app: what a key can come from. */
function wordsOf(source: string): { literals: string[]; templates: RegExp[] } {
  const literals = [...source.matchAll(/['"]([\w.-]+)['"]/g)].map((match) => match[1]!);
  const templates = [...source.matchAll(/`([a-zA-Z]+\.[^`\s]*\$\{[^`]*)`/g)].map((match) => {
    const parts = match[1]!.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('[\\w]+')}$`);
  });
  return { literals, templates };
}

const words = sources.map(wordsOf);
const literals = new Set(words.flatMap((each) => each.literals));
const templates = words.flatMap((each) => each.templates);

describe('the catalogue', () => {
  it('has every sentence once it is all loaded', () => {
    for (const key of Object.keys(english)) expect(isMessageKey(key), key).toBe(true);
  });

  it('names and explains every field of every configuration, its group and its choices', () => {
    for (const kind of SCENARIO_KINDS) {
      const scenario = parseScenario({ kind });
      for (const section of SECTIONS) {
        for (const [name, meta] of fieldsIn(section, { scenario })) {
          expect(isMessageKey(`field.${section}.${name}`), `${section}.${name}`).toBe(true);
          expect(isMessageKey(`field.${section}.${name}.help`), `${section}.${name}`).toBe(true);
          expect(isMessageKey(`settings.group.${meta.group}`), meta.group).toBe(true);
          for (const choice of meta.choices ?? []) {
            expect(isMessageKey(`choice.${choice}`), choice).toBe(true);
          }
        }
      }
    }
  });

  it('has no label for a field that does not exist', () => {
    const fields = new Set<string>();
    for (const kind of SCENARIO_KINDS) {
      const scenario = parseScenario({ kind });
      for (const section of SECTIONS) {
        for (const name of fieldsIn(section, { scenario }).keys()) {
          fields.add(`field.${section}.${name}`).add(`field.${section}.${name}.help`);
        }
      }
    }
    const stale = Object.keys(english).filter(
      (key) => key.startsWith('field.') && !fields.has(key),
    );
    expect(stale).toEqual([]);
  });

  it('names every preset and every policy', () => {
    for (const preset of PRESET_IDS) {
      expect(isMessageKey(`preset.${preset}`), preset).toBe(true);
      expect(isMessageKey(`preset.${preset}.note`), preset).toBe(true);
    }
    for (const policy of POLICY_KEYS) {
      expect(isMessageKey(`city.policy.${policy}`), policy).toBe(true);
      expect(isMessageKey(`city.policy.${policy}.about`), policy).toBe(true);
    }
  });

  it('has no sentence that nothing shows', () => {
    const unused = Object.keys(english).filter(
      (key) => !literals.has(key) && !templates.some((template) => template.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('has a sentence for every template key that is put together in the app', () => {
    for (const template of templates) {
      expect(
        Object.keys(english).some((key) => template.test(key)),
        String(template),
      ).toBe(true);
    }
  });

  it('has full sentences: never empty, never with stray space', () => {
    for (const [key, sentence] of Object.entries(english)) {
      expect(sentence.trim(), key).toBe(sentence);
      expect(sentence.length, key).toBeGreaterThan(0);
    }
  });
});

describe('t', () => {
  it('fills in values and leaves unknown names standing', () => {
    expect(t('city.server', { server: 7 })).toBe('Server 7');
    expect(t('city.server', {})).toBe('Server {server}');
    expect(t('settings.range', { minimum: 0, maximum: 1 })).toBe('0 to 1');
  });
});
