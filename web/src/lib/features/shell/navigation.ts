/** Every place that the side bar, the library page and the member page lead to. */
import type { IconName } from '$lib/ui/icons';

export interface Place {
  href: string;
  /** Key of the name in this folder's `messages.ts`. */
  name:
    | 'home'
    | 'albums'
    | 'artists'
    | 'songs'
    | 'genres'
    | 'decades'
    | 'folders'
    | 'offlineMusic'
    | 'downloads'
    | 'statistics'
    | 'square'
    | 'podcasts'
    | 'radio'
    | 'recognise'
    | 'myMusic'
    | 'playlists'
    | 'settings'
    | 'privacy'
    | 'policy'
    | 'account'
    | 'operator';
  icon: IconName;
  /** Who sees it: everyone without this field. */
  only?: 'member' | 'operator';
}

export const MUSIC: readonly Place[] = [
  { href: '/', name: 'home', icon: 'home' },
  { href: '/albums', name: 'albums', icon: 'album' },
  { href: '/artists', name: 'artists', icon: 'artist' },
  { href: '/songs', name: 'songs', icon: 'song' },
  { href: '/recognise', name: 'recognise', icon: 'sound' },
  { href: '/square', name: 'square', icon: 'square' },
  { href: '/podcasts', name: 'podcasts', icon: 'podcast' },
  { href: '/radio', name: 'radio', icon: 'radio' },
  { href: '/genres', name: 'genres', icon: 'genre' },
  { href: '/decades', name: 'decades', icon: 'decade' },
  { href: '/folders', name: 'folders', icon: 'folder' },
];

/** What the listener keeps: in the account, and on this device, which needs none. */
export const COLLECTION: readonly Place[] = [
  { href: '/my-music', name: 'myMusic', icon: 'heart' },
  { href: '/playlists', name: 'playlists', icon: 'playlist' },
  { href: '/offline', name: 'offlineMusic', icon: 'offline' },
  { href: '/downloads', name: 'downloads', icon: 'download' },
  { href: '/statistics', name: 'statistics', icon: 'chart' },
];

export const MINE: readonly Place[] = [
  { href: '/account', name: 'account', icon: 'member', only: 'member' },
  { href: '/privacy', name: 'privacy', icon: 'privacy' },
  { href: '/policy', name: 'policy', icon: 'document' },
  { href: '/settings', name: 'settings', icon: 'settings' },
  { href: '/operator', name: 'operator', icon: 'operator', only: 'operator' },
];

/** The places one may see. */
export function visible(places: readonly Place[], who: { member: boolean; operator: boolean }): Place[] {
  return places.filter(
    (place) =>
      !place.only || (place.only === 'member' && who.member) || (place.only === 'operator' && who.operator),
  );
}

/** What is of use without a connection. */
export const OFFLINE_PLACES: readonly string[] = ['/offline', '/settings'];

/** Whether a page lies at or below a place. */
export function isAt(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
