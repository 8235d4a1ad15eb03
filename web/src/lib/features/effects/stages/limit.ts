/** The limiter's node. */
import { fromDb } from '../bands';
import type { EffectSettings } from '../settings';
import limiterUrl from '../limiter.worklet?worker&url';
import { type Stage } from './stage';

const ready = new WeakMap<BaseAudioContext, Promise<void>>();

/** Loads the limiter into a context's audio thread; once for each context. */
export function loadLimiter(context: BaseAudioContext): Promise<void> {
  let loading = ready.get(context);
  if (!loading) {
    loading = context.audioWorklet.addModule(limiterUrl);
    ready.set(context, loading);
    // A failed load may be tried again.
    loading.catch(() => ready.delete(context));
  }
  return loading;
}

/** Limits to the ceiling; `loadLimiter` has to have been awaited. Reports reductions in decibels to `told`. */
export function limiterStage(
  context: BaseAudioContext,
  settings: EffectSettings,
  told: (reductionDb: number) => void,
): Stage {
  const node = new AudioWorkletNode(context, 'qingyin-limiter', {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    outputChannelCount: [2],
    channelCount: 2,
    channelCountMode: 'explicit',
    parameterData: { ceiling: fromDb(settings.limiter.ceilingDb) },
  });
  node.port.onmessage = ({ data }: MessageEvent<number>) => told(data);
  return {
    input: node,
    output: node,
    update: ({ limiter }) => {
      node.parameters.get('ceiling')!.value = fromDb(limiter.ceilingDb);
    },
    dispose: () => {
      node.port.onmessage = null;
    },
  };
}
