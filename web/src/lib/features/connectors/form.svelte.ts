/** What an operator has written into the form of one section, and what of it has to be saved. */
import type { Setting, SettingsSection, SettingsTable } from '$lib/api/types';

/** One field of the form. */
export class Draft {
  /** What stands in the field; of a value that is never shown, the new one. */
  text = $state('');
  /** What becomes of a value that is never shown. */
  fate = $state<'keep' | 'replace' | 'remove'>('keep');

  constructor(readonly setting: Setting) {
    this.text = this.saved;
  }

  /** What was saved here, as far as it is shown. */
  private get saved(): string {
    return this.setting.source === 'stored' && !this.setting.is_hidden ? (this.setting.value ?? '') : '';
  }

  /** Whether a flag, the environment or the file has the last word. */
  get isFixed(): boolean {
    return this.setting.place !== null;
  }

  /** Whether a value that is never shown is there, and is to stay or to go. */
  get isSealed(): boolean {
    return this.setting.is_hidden && this.setting.source === 'stored' && this.fate !== 'replace';
  }

  /** What the setting says, as it would be after saving; empty where nobody says anything. */
  get effective(): string {
    if (this.isFixed) return this.setting.value ?? '';
    return this.text.trim() || (this.setting.default ?? '');
  }

  /** What has to be saved: a value, null to remove what is there, undefined for no change. */
  get change(): string | null | undefined {
    if (this.isFixed) return undefined;
    const text = this.text.trim();
    if (this.setting.is_hidden) {
      if (this.fate === 'remove') return null;
      return text === '' ? undefined : text;
    }
    if (text === this.saved) return undefined;
    return text === '' ? null : text;
  }
}

/** A table of the section with its fields. */
export interface DraftTable {
  table: SettingsTable;
  drafts: Draft[];
}

export class SettingsForm {
  private all = $state.raw<DraftTable[]>([]);

  constructor(section: SettingsSection) {
    this.reset(section);
  }

  /** Begins anew from what is saved. */
  reset(section: SettingsSection) {
    this.all = section.tables.map((table) => ({
      table,
      drafts: table.settings.map((setting) => new Draft(setting)),
    }));
  }

  /** The tables that matter: one that a choice names, such as `sms.aliyun`, only while it is chosen. */
  get tables(): DraftTable[] {
    const choices = this.all
      .flatMap(({ drafts }) => drafts)
      .filter(({ setting }) => setting.kind === 'choice')
      .map((draft) => ({
        table: draft.setting.name.slice(0, draft.setting.name.lastIndexOf('.')),
        words: draft.setting.choices,
        chosen: draft.effective,
      }));
    return this.all.filter(({ table }) =>
      choices.every(({ table: above, words, chosen }) => {
        const word = table.name.startsWith(`${above}.`) ? table.name.slice(above.length + 1) : '';
        return !words.includes(word) || word === chosen;
      }),
    );
  }

  /** Everything that has to be saved, by the settings' full names; what is not on the page is let be. */
  get changes(): Record<string, string | null> {
    const changes: Record<string, string | null> = {};
    for (const { drafts } of this.tables) {
      for (const draft of drafts) {
        const change = draft.change;
        if (change !== undefined) changes[draft.setting.name] = change;
      }
    }
    return changes;
  }

  get isChanged(): boolean {
    return Object.keys(this.changes).length > 0;
  }

  /** Whether a field of this name is on the page. */
  shows(name: string): boolean {
    return this.tables.some(({ drafts }) => drafts.some(({ setting }) => setting.name === name));
  }
}
