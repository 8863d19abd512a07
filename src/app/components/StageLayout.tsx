import { type ReactNode, useId } from 'react';

/** The frame of every stage: its question, the map with its transport, and the panel. */
export function StageLayout(props: {
  readonly question: string;
  readonly lead: string;
  readonly map: ReactNode;
  readonly transport: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <main className="stage" aria-labelledby={heading}>
      <div className="stage-question">
        <h1 className="headline" id={heading}>
          {props.question}
        </h1>
        <p className="lead">{props.lead}</p>
      </div>
      <div className="stage-map">
        {props.map}
        {props.transport}
      </div>
      <div className="stage-panel" id="panel" tabIndex={-1}>
        {props.children}
      </div>
    </main>
  );
}
