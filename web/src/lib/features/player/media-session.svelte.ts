/** Tells the system what plays, for its lock screen and media keys. */
import type { Player } from './player.svelte';

const SEEK_MS = 10_000;

/** To be called once, while the root layout is set up. */
export function announceToSystem(player: Player) {
  if (!('mediaSession' in navigator)) return;
  const media = navigator.mediaSession;

  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => player.resume()],
    ['pause', () => player.pause()],
    ['previoustrack', () => player.previous()],
    ['nexttrack', () => player.next()],
    ['seekbackward', ({ seekOffset }) => player.seekBy(-(seekOffset ?? SEEK_MS / 1000) * 1000)],
    ['seekforward', ({ seekOffset }) => player.seekBy((seekOffset ?? SEEK_MS / 1000) * 1000)],
    ['seekto', ({ seekTime }) => seekTime != null && player.seek(seekTime * 1000)],
    ['stop', () => player.pause()],
  ];
  $effect(() => {
    for (const [action, handler] of handlers) {
      try {
        media.setActionHandler(action, handler);
      } catch {
        // A browser that does not know an action refuses it; the others still work.
      }
    }
    return () => handlers.forEach(([action]) => media.setActionHandler(action, null));
  });

  $effect(() => {
    const track = player.track;
    media.metadata = track
      ? new MediaMetadata({
          title: track.title,
          artist: track.artists.map((artist) => artist.name).join(' / '),
          album: track.album?.title ?? '',
          artwork: track.cover
            ? ([96, 300, 600] as const).map((side) => ({
                src: `${track.cover!.url}?size=${side}`,
                sizes: `${side}x${side}`,
              }))
            : [],
        })
      : null;
  });

  $effect(() => {
    media.playbackState = player.track === null ? 'none' : player.sounding ? 'playing' : 'paused';
    if (!player.track || player.durationMs <= 0) return;
    media.setPositionState({
      duration: player.durationMs / 1000,
      playbackRate: player.settings.speed,
      position: Math.min(player.positionMs, player.durationMs) / 1000,
    });
  });
}
