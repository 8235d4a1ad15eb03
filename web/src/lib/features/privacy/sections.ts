import type { IconName } from '$lib/ui/icons';

export interface Section {
  key:
    | 'overview'
    | 'consents'
    | 'permissions'
    | 'tracking'
    | 'on_device'
    | 'minors'
    | 'transfers'
    | 'disclosures'
    | 'affiliates'
    | 'accesses'
    | 'incidents'
    | 'data'
    | 'export'
    | 'requests'
    | 'end'
    | 'close';
  href: string;
  icon: IconName;
  /** Whether a guest has a use for it. */
  guest: boolean;
}

/** The parts of the privacy centre, in the order in which they are shown. */
export const SECTIONS: readonly Section[] = [
  { key: 'overview', href: '/privacy', icon: 'privacy', guest: true },
  { key: 'consents', href: '/privacy/consents', icon: 'check', guest: false },
  { key: 'permissions', href: '/privacy/permissions', icon: 'lock', guest: true },
  { key: 'tracking', href: '/privacy/tracking', icon: 'stop', guest: true },
  { key: 'on_device', href: '/privacy/on-device', icon: 'phone', guest: true },
  { key: 'minors', href: '/privacy/minors', icon: 'people', guest: false },
  { key: 'transfers', href: '/privacy/transfers', icon: 'external', guest: false },
  { key: 'disclosures', href: '/privacy/disclosures', icon: 'share', guest: false },
  { key: 'affiliates', href: '/privacy/affiliates', icon: 'operator', guest: false },
  { key: 'accesses', href: '/privacy/accesses', icon: 'search', guest: false },
  { key: 'incidents', href: '/privacy/incidents', icon: 'warning', guest: true },
  { key: 'data', href: '/privacy/data', icon: 'folder', guest: false },
  { key: 'export', href: '/privacy/export', icon: 'download', guest: false },
  { key: 'requests', href: '/privacy/requests', icon: 'document', guest: false },
  { key: 'end', href: '/privacy/end', icon: 'signOut', guest: false },
  { key: 'close', href: '/privacy/close', icon: 'trash', guest: false },
];
