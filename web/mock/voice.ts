/** An invented transcription service: whoever speaks says the name of the first song. */
import { track } from './library.ts';
import { ok, on } from './routes.ts';

const RECIPIENT = { title: '语音转文字服务', provider: '某某语音', host: 'asr.example', country: 'CN' };

export const voiceRoutes = [
  on('get', '/api/v1/voice_search', () => ok({ recipient: RECIPIENT, clip_ms_max: 15_000, rate_hz: 16_000 })),
  on('post', '/api/v1/voice_search/transcriptions', () => ok({ text: `播放${track(1)!.title}` })),
];
