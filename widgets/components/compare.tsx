import { useEffect, useRef } from 'preact/hooks';
import type { Recommendation } from '../../server/recommend/index.ts';
import type { ShownFrame } from '../runtime/changes.ts';
import { addToCart } from '../runtime/journey.ts';
import { AddButton, FitMark, frameMm, widthText } from './frame-card.tsx';
import { CLOSE, Icon } from './icons.tsx';
import { priceText, type ScreenProps, type Ui, wordFor } from './ui.ts';

interface Props extends ScreenProps {
  frames: readonly ShownFrame[];
  onClose: () => void;
}

const SIZES = ['lens_width', 'bridge', 'temple', 'total_width'] as const;

/** Two frames side by side, in a dialog over the list. */
export function Compare({ ui, frames, onClose }: Props) {
  const { t, visit } = ui;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="sheet compare"
      aria-label={t('compare_title')}
      onCancel={(event: Event) => {
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      <header class="bar">
        <h2>{t('compare_title')}</h2>
        <button type="button" class="icon" aria-label={t('close')} onClick={onClose}>
          <Icon d={CLOSE} />
        </button>
      </header>
      <div class="body">
        <CompareTable
          ui={ui}
          frames={frames}
          onAdd={(frame) => {
            onClose();
            void addToCart(visit, frame);
          }}
        />
      </div>
    </dialog>
  );
}

/** Frames in columns, what differs in rows. */
export function CompareTable(props: {
  ui: Ui;
  frames: readonly ShownFrame[];
  onAdd: (frame: ShownFrame) => void;
}) {
  const { ui, frames, onAdd } = props;
  return (
    <table>
      <thead>
        <tr>
          {frames.map((frame) => (
            <th key={frame.product_id} scope="col">
              {frame.image_url !== null && <img src={frame.image_url} alt="" width="400" height="240" />}
              {frame.title}
            </th>
          ))}
        </tr>
      </thead>
      {rowsOf(ui).map(([label, cell]) => (
        <tbody key={label}>
          <tr>
            <th scope="rowgroup" colSpan={frames.length}>
              {label}
            </th>
          </tr>
          <tr>
            {frames.map((frame) => (
              <td key={frame.product_id}>{cell(frame)}</td>
            ))}
          </tr>
        </tbody>
      ))}
      <tfoot>
        <tr>
          {frames.map((frame) => (
            <td key={frame.product_id}>
              <AddButton ui={ui} frame={frame} onAdd={() => onAdd(frame)} />
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}

type Cell = (frame: Recommendation) => preact.ComponentChildren;

function rowsOf(ui: Ui): readonly (readonly [string, Cell])[] {
  const { t } = ui;
  const word = (axis: 'shape' | 'color' | 'material') => (recommendation: Recommendation) => {
    const value = recommendation.frame[axis];
    return value === null ? '–' : wordFor(ui, axis, value);
  };
  return [
    [t('price'), (r) => priceText(ui, r.price, r.currency)],
    [
      t('compare_fit'),
      (r) => (
        <>
          <FitMark ui={ui} fit={r.fit} /> <span class="small">{widthText(ui, r.fit)}</span>
        </>
      ),
    ],
    [t('shape'), word('shape')],
    [t('color'), word('color')],
    [t('material'), word('material')],
    ...SIZES.map((size) => [t(size), (r: Recommendation) => frameMm(ui, r.frame[size])] as const),
  ];
}
