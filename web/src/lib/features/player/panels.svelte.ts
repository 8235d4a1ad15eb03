/** Which of the player's panels is open; one at a time. */
class Panels {
  open = $state<'queue' | 'shortcuts' | 'effects' | null>(null);

  toggle(panel: 'queue' | 'shortcuts' | 'effects') {
    this.open = this.open === panel ? null : panel;
  }

  close = () => {
    this.open = null;
  };
}

export const panels = new Panels();
