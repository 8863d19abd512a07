import { useEffect, useId, useState } from 'react';
import { InputError } from '../../../schema.ts';
import {
  parseQuadratic,
  type QuadraticOptions,
  quadraticFields,
} from '../../../session/sourceOptions.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { FieldProblem, invalid } from '../../settings/FieldControl.tsx';
import { readFieldText } from '../../settings/fieldText.ts';
import { appStore, useApp } from '../../store.ts';

type Name = keyof QuadraticOptions;
const NAMES = [...quadraticFields.keys()] as Name[];

/** What the quadratics are drawn from. */
export function QuadraticFields() {
  return (
    <div className="fields agree-quadratic">
      {NAMES.map((name) => (
        <QuadraticField key={name} name={name} />
      ))}
    </div>
  );
}

/** A number that is asked for with Enter, or when the field is left; the reason where it is refused. */
function QuadraticField({ name }: { readonly name: Name }) {
  const id = useId();
  const commands = useCommands();
  const value = useApp((state) => state.agreement.quadratic[name]);
  const [text, setText] = useState(String(value));
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setText(String(value));
    setProblem(null);
  }, [value]);
  const commit = () => {
    if (text === String(value)) return;
    const meta = quadraticFields.get(name)!;
    const read = readFieldText(meta, text);
    if (!read.ok) {
      setProblem(t('settings.notANumber', { value: text, allowed: meta.allowed }));
      return;
    }
    const change = { [name]: read.value };
    try {
      parseQuadratic({ ...appStore.getState().agreement.quadratic, ...change });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      setProblem(t('settings.refused', { value: text, allowed: error.allowed }));
      return;
    }
    setProblem(null);
    commands.changeQuadratic(change);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t(`agree.quadratic.${name}`)}</label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        {...invalid(problem, id)}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
        onBlur={() => problem === null && commit()}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
      <FieldProblem id={id} problem={problem} />
    </div>
  );
}
