import { t } from '../catalogue/index.ts';

const meanings = [
  'rented',
  'none',
  'demand',
  'delay',
  'price',
  'agreement',
  'served',
  'cloud',
  'own',
  'differs',
] as const;

type Meaning = (typeof meanings)[number];

/** What colours and shapes mean in map, matrix and charts; each sample has both. */
export function MeaningsLegend() {
  return (
    <ul className="meanings">
      {meanings.map((meaning) => (
        <li key={meaning}>
          <svg viewBox="0 0 24 24" className="meaning-sample" aria-hidden="true">
            <Sample meaning={meaning} />
          </svg>
          {t(`help.meaning.${meaning}`)}
        </li>
      ))}
    </ul>
  );
}

function Sample({ meaning }: { readonly meaning: Meaning }) {
  switch (meaning) {
    case 'rented':
      return <path className="meaning-rented" d="M12 4a8 8 0 0 1 0 16" />;
    case 'none':
      return <path className="meaning-none" d="M12 4a8 8 0 0 0 0 16" />;
    case 'demand':
      return <path className="meaning-demand" d="M12 3a9 9 0 1 1-9 9" />;
    case 'delay':
      return (
        <text className="meaning-delay" x="12" y="17">
          s
        </text>
      );
    case 'price':
      return (
        <text className="meaning-price" x="12" y="17">
          ψ
        </text>
      );
    case 'agreement':
      return <path className="meaning-agreement" d="M12 4h8v16H4V9" />;
    case 'served':
      return (
        <>
          <circle className="meaning-served-1" cx="6" cy="12" r="4" />
          <path className="meaning-served-2" d="M13 7.5h9v9h-9z" />
        </>
      );
    case 'cloud':
      return <circle className="meaning-cloud" cx="12" cy="12" r="5" />;
    case 'own':
      return <rect className="meaning-own" x="4" y="4" width="16" height="16" rx="3" />;
    case 'differs':
      return (
        <>
          <rect className="meaning-cell" x="4" y="4" width="16" height="16" rx="3" />
          <path className="meaning-fold" d="M11 4h9v9z" />
        </>
      );
  }
}
