/** What a person is about to download; the dialog shows itself while there is something. */
export interface Wanted {
  kind: 'track' | 'album' | 'playlist';
  id: string;
  title: string;
}

class Downloading {
  wanted = $state.raw<Wanted | null>(null);

  ask(wanted: Wanted) {
    this.wanted = wanted;
  }

  close = () => {
    this.wanted = null;
  };
}

export const downloading = new Downloading();
