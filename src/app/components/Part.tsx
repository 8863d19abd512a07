import { Component, type ReactNode, Suspense } from 'react';
import { useCommands } from '../commandsContext.ts';

/**
 * A part of the page that is loaded when it is wanted. Where it cannot be loaded the visitor is
 * told, and everything else goes on.
 *
 * @param props.instead shown until it is there, and where it never comes
 * @param props.onMissing puts away what asked for the part
 */
export function Part(props: {
  readonly instead?: ReactNode;
  readonly onMissing?: () => void;
  readonly children: ReactNode;
}) {
  const commands = useCommands();
  const miss = () => {
    props.onMissing?.();
    commands.reportMissingPart();
  };
  return (
    <Boundary instead={props.instead} onMissing={miss}>
      <Suspense fallback={props.instead}>{props.children}</Suspense>
    </Boundary>
  );
}

interface BoundaryProps {
  readonly instead: ReactNode;
  readonly onMissing: () => void;
  readonly children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { readonly isMissing: boolean }> {
  override state = { isMissing: false };

  static getDerivedStateFromError() {
    return { isMissing: true };
  }

  override componentDidCatch() {
    this.props.onMissing();
  }

  override render() {
    return this.state.isMissing ? this.props.instead : this.props.children;
  }
}
