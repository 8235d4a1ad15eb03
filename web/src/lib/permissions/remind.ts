/** Tells somebody who asks for what they switched off themselves why nothing happens, and where to switch it on. */
import { i18n } from '$lib/i18n/i18n.svelte';
import { permissions, type PermissionId } from '$lib/policy.gen';
import { toasts } from '$lib/ui/toasts.svelte';
import { t } from './messages';

export function remind(permission: PermissionId) {
  const title = permissions[permission].title[i18n.language === 'en' ? 'en' : 'zh'];
  toasts.show(t().off(title), 'plain', { label: t().toSwitch, href: '/privacy/permissions' });
}
