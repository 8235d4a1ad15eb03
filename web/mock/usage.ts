/** How the invented service is used. */
import { ok, on } from './routes.ts';

const LAST = Date.UTC(2026, 10, 19, 4);
const DAY = 86_400_000;

/** People of a day so long ago: more on weekends, and noise that is the same in each run. */
function listenersOf(back: number): { day: string; listeners: number } {
  const at = new Date(LAST - back * DAY);
  const isWeekend = [0, 6].includes(at.getUTCDay());
  return { day: at.toISOString().slice(0, 10), listeners: (isWeekend ? 58 : 41) + ((back * 7) % 11) - 5 };
}

const HOURS = [9, 4, 2, 1, 1, 2, 8, 22, 31, 24, 19, 21, 34, 26, 18, 17, 20, 29, 38, 47, 58, 61, 44, 23];
const named = (names: readonly string[], first: number) =>
  names.map((name, index) => ({ name, people: first * 0.82 ** index + 0.25 }));

export const usageRoutes = [
  on('get', '/api/v1/operator/usage', ({ query }) => {
    const days = Number(query('days') ?? 28);
    return ok({
      days: Array.from({ length: days }, (_, index) => listenersOf(days - 1 - index)),
      weeks: Math.floor(days / 7),
      hours: HOURS.map((people, hour) => ({ name: String(hour).padStart(2, '0'), people })),
      genres: named(['流行', '民谣', '古典', '电子', '摇滚'], 52),
      artists: named(['巴赫', '萨蒂', '林间录音社', '德彪西', '夜航船', '肖邦'], 38),
      noise: [
        { measure: 'listeners' as const, period_days: 1, values_per_person: 1, scale: 4, epsilon: 0.25 },
        { measure: 'hour' as const, period_days: 7, values_per_person: 3, scale: 6, epsilon: 0.5 },
        { measure: 'genre' as const, period_days: 7, values_per_person: 2, scale: 4, epsilon: 0.5 },
        { measure: 'artist' as const, period_days: 7, values_per_person: 2, scale: 4, epsilon: 0.5 },
      ],
    });
  }),
];
