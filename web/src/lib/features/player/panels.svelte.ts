/** Which of the player's panels is open; one at a time. */
class Panels {
  open = $state<'queue' | 'shortcuts' | null>(null);

  toggle(panel: 'queue' | 'shortcuts') {
    this.open = this.open === panel ? null : panel;
  }

  close = () => {
    this.open = null;
  };
}

export const panels = new Panels();
