import '../../../catalogue/later/edit.ts';
import { type ReactNode, useEffect } from 'react';
import { ZONES } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { configured } from '../../../controller/changes.ts';
import { planNames } from '../../../planNames.ts';
import type { EditTool } from '../../../state.ts';
import { appStore, useApp } from '../../../store.ts';
import { applyEdit, editStore, forgetEdits, undoEdit, useEdits } from './edits.ts';
import { onGrid } from './layout.ts';
import { PlanLines } from './PlanLines.tsx';
import { ServerFields } from './ServerFields.tsx';
import './edit.css';

const SERVER_TOOLS = ['move', 'add', 'remove'] as const;

/** The tools for editing the city, under the map: servers, zones, undo, and what the plan means. */
export function EditToolbar() {
  const tool = useApp((state) => state.editing);
  const told = useEdits((edits) => edits.told);
  useEffect(() => forgetEdits, []);
  useUndoKey();
  if (!tool) return null;
  return (
    <section className="edit-toolbar" aria-label={t('edit.tools')}>
      <div className="edit-tools">
        <ToolGroup label={t('edit.servers')}>
          {SERVER_TOOLS.map((kind) => (
            <ToolButton key={kind} tool={{ kind }}>
              {t(`edit.tool.${kind}`)}
            </ToolButton>
          ))}
        </ToolGroup>
        <ToolGroup label={t('edit.back')}>
          <UndoButton />
          <GridButton />
        </ToolGroup>
      </div>
      <div className="edit-tools">
        <ToolGroup label={t('edit.zones')}>
          <span className="edit-group-name" aria-hidden="true">
            {t('edit.paint')}
          </span>
          {ZONES.map((zone) => (
            <ToolButton key={zone} tool={{ kind: 'zone', zone }}>
              <span className="zone-swatch" data-zone={zone} />
              {t(`zone.${zone}`)}
            </ToolButton>
          ))}
        </ToolGroup>
      </div>
      <p className="muted">{t(`edit.hint.${tool.kind}`)}</p>
      {tool.kind === 'move' ? <ChosenServer /> : null}
      <PlanLines />
      <Problem />
      <p className="hidden" aria-live="polite">
        {told}
      </p>
    </section>
  );
}

/** One server of the plan: the one clicked on the map, or chosen here. */
function ChosenServer() {
  const scenario = useApp((state) => configured(state).scenario);
  const names = planNames(scenario);
  const chosen = Math.min(
    useEdits((edits) => edits.chosen),
    names.length - 1,
  );
  return (
    <details className="more edit-chosen">
      <summary>{t('serverFields.title')}</summary>
      <label>
        {t('serverFields.which')}{' '}
        <select
          value={chosen}
          onChange={({ target }) => editStore.setState({ chosen: Number(target.value) })}
        >
          {names.map((name, server) => (
            <option key={name} value={server}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <ServerFields server={chosen} />
    </details>
  );
}

function ToolGroup(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="edit-group">
      <legend className="hidden">{props.label}</legend>
      {props.children}
    </fieldset>
  );
}

function ToolButton(props: { readonly tool: EditTool; readonly children: ReactNode }) {
  const commands = useCommands();
  const wanted = JSON.stringify(props.tool);
  const inHand = useApp((state) => JSON.stringify(state.editing) === wanted);
  return (
    <button
      type="button"
      className="edit-tool"
      aria-pressed={inHand}
      onClick={() => commands.setEditing(props.tool)}
    >
      {props.children}
    </button>
  );
}

function UndoButton() {
  const commands = useCommands();
  const isEmpty = useEdits(({ history }) => history.length === 0);
  return (
    <button
      type="button"
      className="edit-tool"
      disabled={isEmpty}
      aria-keyshortcuts="Control+Z"
      title={t('edit.undo.key')}
      onClick={() => undoEdit(commands)}
    >
      {t('edit.undo')}
    </button>
  );
}

function GridButton() {
  const commands = useCommands();
  const isOnGrid = useApp((state) => configured(state).scenario.sites === 'grid');
  return (
    <button
      type="button"
      className="edit-tool"
      disabled={isOnGrid}
      onClick={() => {
        const { scenario } = configured(appStore.getState());
        applyEdit(commands, onGrid(scenario), t('edit.onGrid.done'));
      }}
    >
      {t('edit.onGrid')}
    </button>
  );
}

/** Why the last edit was refused. */
function Problem() {
  const problem = useEdits((edits) => edits.problem);
  if (problem === null) return null;
  return (
    <p className="edit-problem" role="alert">
      {problem}
    </p>
  );
}

/** Ctrl+Z (or Cmd+Z) takes the last edit back, unless a text field has its own. */
function useUndoKey(): void {
  const commands = useCommands();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (event.key.toLowerCase() !== 'z') return;
      if (event.target instanceof Element && event.target.matches('input, textarea, select'))
        return;
      event.preventDefault();
      undoEdit(commands);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [commands]);
}
