import { useEffect } from 'preact/hooks';

/** What is written in stays in sight above a touch screen's keyboard, which covers the page without resizing it. */
export function useRoomAboveKeyboard(place: { current: HTMLElement | null }, isDialog: boolean): void {
  useEffect(() => {
    const view = window.visualViewport;
    if (!isDialog || view === null) return;
    const fit = () => {
      const { current } = place;
      // Whoever has zoomed in moves about by hand.
      if (current === null || view.scale !== 1) return;
      const room = view.offsetTop + view.height - current.getBoundingClientRect().top;
      current.style.maxBlockSize = `${Math.round(room)}px`;
    };
    view.addEventListener('resize', fit);
    return () => view.removeEventListener('resize', fit);
  }, [place, isDialog]);
}
