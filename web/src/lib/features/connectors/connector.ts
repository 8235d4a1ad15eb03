/** A connector as its card shows it, from what the server tells in five answers. */
import type {
  ConnectorFailure,
  ConnectorState,
  OneTapState,
  OperatorSettings,
  ProviderState,
  SettingsSection,
  SmsState,
  Transcriber,
} from '$lib/api/types';

/** What is to be known of all connectors. */
export interface Known {
  settings: OperatorSettings;
  providers: ProviderState[];
  sms: SmsState;
  oneTap: OneTapState;
  transcriber: Transcriber;
}

/** How often something was done, or was not, since the service started. */
export interface Counts {
  done: number;
  doneAt: string | null;
  failed: number;
}

export interface Connector {
  section: SettingsSection;
  /** What the operator calls it, where that is theirs to say. */
  named: string | null;
  /** Absent for what is no connector but belongs to some. */
  state: ConnectorState | null;
  /** Why it is closed, in English. */
  because: string | null;
  counts: Counts | null;
  failures: ConnectorFailure[];
  /** What only some have. */
  provider: ProviderState | null;
  sms: SmsState | null;
  oneTap: OneTapState | null;
  transcriber: Transcriber | null;
}

const BARE = {
  named: null,
  state: null,
  because: null,
  counts: null,
  failures: [],
  provider: null,
  sms: null,
  oneTap: null,
  transcriber: null,
};

export function connectorsOf({ settings, providers, sms, oneTap, transcriber }: Known): Connector[] {
  return settings.sections.map((section) => {
    const provider = providers.find(({ id }) => section.name === `sign_in.${id}`);
    if (provider) {
      return {
        ...BARE,
        section,
        named: provider.id === 'oidc' && provider.set_up ? provider.title : null,
        state: provider.state,
        because: provider.closed_because,
        counts: { done: provider.confirmed, doneAt: provider.confirmed_at, failed: provider.failed },
        failures: provider.failures,
        provider,
      };
    }
    if (section.name === 'sms') {
      return {
        ...BARE,
        section,
        state: sms.state,
        because: sms.closed_because,
        counts: { done: sms.sent, doneAt: sms.sent_at, failed: sms.failed },
        failures: sms.failures,
        sms,
      };
    }
    if (section.name === 'one_tap') {
      return {
        ...BARE,
        section,
        state: oneTap.state,
        because: oneTap.closed_because,
        counts: { done: oneTap.confirmed, doneAt: oneTap.confirmed_at, failed: oneTap.failed },
        failures: oneTap.failures,
        oneTap,
      };
    }
    if (section.name === 'voice_search') {
      return { ...BARE, section, state: transcriber.state, because: transcriber.closed_because, transcriber };
    }
    return { ...BARE, section };
  });
}
