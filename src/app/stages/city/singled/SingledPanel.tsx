import type { Selection } from '../../../state.ts';
import type { CityMap } from '../cityMap.ts';
import { LinkPanel } from './LinkPanel.tsx';
import { ServerPanel } from './ServerPanel.tsx';
import { UserPanel } from './UserPanel.tsx';
import './singled.css';

/** The numbers of whatever is selected. */
export function SingledPanel({ selected, map }: { selected: Selection; map: CityMap }) {
  switch (selected.kind) {
    case 'server':
      return <ServerPanel key={selected.id} server={selected.id} map={map} />;
    case 'user':
      return <UserPanel key={selected.id} user={selected.id} map={map} />;
    case 'link':
      return <LinkPanel key={selected.ends.join()} ends={selected.ends} map={map} />;
  }
}
