/** From an open microphone to samples of 16 kHz; everything is closed again by the function that is returned. */
import workletUrl from './speaking.worklet?worker&url';

/** What the audio thread tells. */
export interface Heard {
  /** Samples since it last told. */
  pieces: Int16Array[];
  /** The loudest of them, from 0 to 1. */
  level: number;
}

/** Hears a stream until the returned function is called, which also closes the microphone. */
export async function hearSpeech(stream: MediaStream, told: (heard: Heard) => void): Promise<() => void> {
  const closeMicrophone = () => stream.getTracks().forEach((track) => track.stop());
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(workletUrl);
    const node = new AudioWorkletNode(context, 'qingyin-speaking', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    node.port.onmessage = ({ data }: MessageEvent<Heard>) => told(data);
    context.createMediaStreamSource(stream).connect(node);
    await context.resume();
    return () => {
      node.port.onmessage = null;
      closeMicrophone();
      void context.close();
    };
  } catch (thrown) {
    closeMicrophone();
    void context.close();
    throw thrown;
  }
}
