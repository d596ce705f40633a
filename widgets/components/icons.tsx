/** Line icons on a 24 px grid, drawn with one stroke like everything else here. */
export const MARK =
  'M3 10.5h1.5m15 0H21M10.2 11.6c.9-1 2.7-1 3.6 0M4.5 9.2h5.7v3a2.85 2.85 0 0 1-5.7 0zm9.3 0h5.7v3a2.85 2.85 0 0 1-5.7 0z';
export const BACK = 'M14.5 5.5 8 12l6.5 6.5';
export const CLOSE = 'm6 6 12 12M18 6 6 18';
export const MEMORY = 'M7 7h10v10H7zM10 3v4m4-4v4m-4 10v4m4-4v4M3 10h4m-4 4h4m10-4h4m-4 4h4';
export const CLOCK = 'M12 7.5V12l3 2m5.5-2a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0z';
export const SHIELD = 'M12 3.5 5 6v5.5c0 4.3 3 7.6 7 9 4-1.4 7-4.7 7-9V6zm-3 8.3 2.2 2.2 4-4.2';
export const WARN = 'M12 8v5m0 2.8v.2M12 3.5 2.8 19.5h18.4z';

export function Icon({ d }: { d: string }) {
  return (
    <svg class="ico" viewBox="0 0 24 24" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
