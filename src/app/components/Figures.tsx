import type { ReactNode } from 'react';

/** A row of numbers, each over its label. */
export function Figures({ children }: { readonly children: ReactNode }) {
  return <dl className="figures">{children}</dl>;
}

export function Figure(props: {
  readonly value: ReactNode;
  readonly label: ReactNode;
  readonly note?: ReactNode;
}) {
  return (
    <div className="figure">
      <dt>{props.label}</dt>
      <dd className="figure-value number">{props.value}</dd>
      {props.note === undefined ? null : <dd className="figure-note">{props.note}</dd>}
    </div>
  );
}
