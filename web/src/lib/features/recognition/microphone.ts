/** From an open microphone to peaks; everything is closed again by `stop`. */
import { loadPeakModule } from './module';
import workletUrl from './hearing.worklet?worker&url';

/** What the audio thread tells. */
export type Told =
  { kind: 'level'; level: number } | { kind: 'peaks'; peaks: Uint8Array<ArrayBuffer>; frames: number };

/** Hears a stream until the returned function is called, which also closes the microphone. */
export async function hearStream(stream: MediaStream, told: (told: Told) => void): Promise<() => void> {
  const closeMicrophone = () => stream.getTracks().forEach((track) => track.stop());
  let context: AudioContext | null = null;
  try {
    context = new AudioContext();
    const [module] = await Promise.all([loadPeakModule(), context.audioWorklet.addModule(workletUrl)]);
    const node = new AudioWorkletNode(context, 'qingyin-hearing', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
      processorOptions: { module },
    });
    node.port.onmessage = ({ data }: MessageEvent<Told>) => told(data);
    context.createMediaStreamSource(stream).connect(node);
    await context.resume();
    const opened = context;
    return () => {
      node.port.onmessage = null;
      closeMicrophone();
      void opened.close();
    };
  } catch (thrown) {
    closeMicrophone();
    void context?.close();
    throw thrown;
  }
}
