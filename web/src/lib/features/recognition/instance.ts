/** The recogniser with the browser as its world. */
import { api, read } from '$lib/api/client';
import { player } from '$lib/features/player/instance';
import { broker } from '$lib/permissions/broker';
import { FILE_BYTES_MAX, questionsOf } from './file';
import { hearStream } from './microphone';
import { Recogniser } from './recogniser.svelte';

export function browserRecogniser(): Recogniser {
  return new Recogniser({
    openMicrophone: (gesture) => {
      // Otherwise the app would recognise itself.
      player.pause();
      return broker.openMicrophone('recognition', gesture);
    },
    hear: hearStream,
    pickFile: (gesture) => broker.pickFile('recognition', gesture, 'audio/*'),
    questionsOf,
    ask: (body) => read(api.POST('/api/v1/recognitions', { body })),
    now: () => performance.now(),
    later: (run, delayMs) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    fileBytesMax: FILE_BYTES_MAX,
  });
}
