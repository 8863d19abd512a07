import { actionById, isAvailable, perform } from '../actions/registry.ts';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { appStore, useApp } from '../store.ts';
import { Icon } from './Icon.tsx';
import { keyName } from './keyName.ts';

/** The button of an action: label, state and shortcut come from the registry. */
export function ActionButton(props: {
  readonly action: string;
  readonly look?: 'primary' | 'plain';
  /** Shows the icon alone; the label is still read out. */
  readonly iconOnly?: boolean;
  /** Instead of the label, where it says more: what the button leads to now. */
  readonly label?: string;
}) {
  const action = actionById(props.action);
  const commands = useCommands();
  const available = useApp((state) => isAvailable(action, state));
  const active = useApp((state) => action.active?.(state) ?? false);
  // A button whose label changes says its state by the label; the others by aria-pressed.
  const pressed = action.active && !action.activeLabel ? active : undefined;
  const label = props.label ?? t(active && action.activeLabel ? action.activeLabel : action.label);
  const description = action.description && !props.label ? t(action.description) : label;
  const icon = active && action.icon === 'play' ? 'pause' : action.icon;
  const key = action.shortcut ? keyName(action.shortcut) : null;
  const look = props.look ? ` button-${props.look}` : '';
  return (
    <button
      type="button"
      className={`button${look}${props.iconOnly ? ' button-icon' : ''}`}
      disabled={!available}
      aria-pressed={pressed}
      aria-keyshortcuts={action.shortcut === ' ' ? 'Space' : action.shortcut}
      aria-label={props.iconOnly ? label : undefined}
      title={key ? `${description} (${key})` : label}
      onClick={() => perform(action, commands, appStore.getState())}
    >
      {icon ? <Icon name={icon} /> : null}
      {props.iconOnly ? null : label}
    </button>
  );
}
