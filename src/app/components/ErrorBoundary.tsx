import { Component, type ReactNode } from 'react';
import { t } from '../catalogue/index.ts';

interface Props {
  readonly title: string;
  /** What still works. */
  readonly rest?: string;
  readonly children: ReactNode;
}

/** Shows what went wrong instead of a blank page. */
export class ErrorBoundary extends Component<Props, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.message === null) return this.props.children;
    return (
      <main className="stage-opening" role="alert">
        <h1 className="headline">{this.props.title}</h1>
        {this.props.rest ? <p>{this.props.rest}</p> : null}
        <p className="muted">{this.state.message}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t('error.reload')}
        </button>
      </main>
    );
  }
}
