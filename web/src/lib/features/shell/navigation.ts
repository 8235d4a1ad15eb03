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
    | 'localMusic'
    | 'downloads'
    | 'statistics'
    | 'charts'
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
    | 'operator'
    | 'desk';
  icon: IconName;
  /** Who sees it: everyone without this field. */
  only?: 'member' | 'operator' | 'officer';
}

export const MUSIC: readonly Place[] = [
  { href: '/', name: 'home', icon: 'home' },
  { href: '/albums', name: 'albums', icon: 'album' },
  { href: '/artists', name: 'artists', icon: 'artist' },
  { href: '/songs', name: 'songs', icon: 'song' },
  { href: '/recognise', name: 'recognise', icon: 'sound' },
  { href: '/charts', name: 'charts', icon: 'podium' },
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
  { href: '/local', name: 'localMusic', icon: 'device' },
  { href: '/downloads', name: 'downloads', icon: 'download' },
  { href: '/statistics', name: 'statistics', icon: 'chart' },
];

export const MINE: readonly Place[] = [
  { href: '/account', name: 'account', icon: 'member', only: 'member' },
  { href: '/privacy', name: 'privacy', icon: 'privacy' },
  { href: '/policy', name: 'policy', icon: 'document' },
  { href: '/settings', name: 'settings', icon: 'settings' },
  { href: '/operator', name: 'operator', icon: 'operator', only: 'operator' },
  { href: '/operator/requests', name: 'desk', icon: 'operator', only: 'officer' },
];

/** The places one may see. */
export function visible(
  places: readonly Place[],
  who: { member: boolean; operator: boolean; officer: boolean },
): Place[] {
  // An operator finds the officer's desk among the operator's pages.
  const sees = { member: who.member, operator: who.operator, officer: who.officer && !who.operator };
  return places.filter((place) => !place.only || sees[place.only]);
}

/** What is of use without a connection. */
export const OFFLINE_PLACES: readonly string[] = ['/offline', '/settings'];

/** Whether a page lies at or below a place. */
export function isAt(pathname: string, href: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
}
