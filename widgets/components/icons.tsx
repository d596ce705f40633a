/** Line icons on a 24 px grid, drawn with one stroke like everything else here. */
const PATHS = {
  mark: 'M3 10.5h1.5m15 0H21M10.2 11.6c.9-1 2.7-1 3.6 0M4.5 9.2h5.7v3a2.85 2.85 0 0 1-5.7 0zm9.3 0h5.7v3a2.85 2.85 0 0 1-5.7 0z',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  close: 'm6 6 12 12M18 6 6 18',
  memory: 'M7 7h10v10H7zM10 3v4m4-4v4m-4 10v4m4-4v4M3 10h4m-4 4h4m10-4h4m-4 4h4',
  clock: 'M12 7.5V12l3 2m5.5-2a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0z',
  shield: 'M12 3.5 5 6v5.5c0 4.3 3 7.6 7 9 4-1.4 7-4.7 7-9V6zm-3 8.3 2.2 2.2 4-4.2',
  camera: 'M4 8h3.2L9 5.5h6L16.8 8H20v11H4zm8 2.2a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4z',
  picture: 'M4 5h16v14H4zm0 11 4.5-4.5 4 4 2.5-2.5 5 5M15.5 8.2a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z',
  warn: 'M12 8v5m0 2.8v.2M12 3.5 2.8 19.5h18.4z',
  check: 'm5 12.5 4.5 4.5L19 7.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="ico" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
