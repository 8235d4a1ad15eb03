import type { IconName } from '$lib/ui/icons';

export interface PolicyPage {
  key:
    | 'policy'
    | 'minors'
    | 'collection'
    | 'permissions'
    | 'recipients'
    | 'sharing'
    | 'affiliates'
    | 'storage'
    | 'versions';
  href: string;
  icon: IconName;
}

/** The published documents. */
export const PAGES: readonly PolicyPage[] = [
  { key: 'policy', href: '/policy', icon: 'document' },
  { key: 'minors', href: '/policy/minors', icon: 'people' },
  { key: 'collection', href: '/policy/collection', icon: 'folder' },
  { key: 'permissions', href: '/policy/permissions', icon: 'lock' },
  { key: 'recipients', href: '/policy/recipients', icon: 'operator' },
  { key: 'sharing', href: '/policy/sharing', icon: 'share' },
  { key: 'affiliates', href: '/policy/affiliates', icon: 'people' },
  { key: 'storage', href: '/policy/storage', icon: 'settings' },
  { key: 'versions', href: '/policy/versions', icon: 'history' },
];
