/**
 * What the player is doing, as an explicit state machine.
 *
 * `wanted` is the listener's wish: whether sound should come as soon as it can.
 * It survives loading and buffering, so that a pause pressed while loading is kept.
 */
export type Status = 'idle' | 'loading' | 'playing' | 'paused' | 'buffering' | 'ended' | 'failed';

export interface State {
  readonly status: Status;
  readonly wanted: boolean;
}

export type Event =
  /** A track is being fetched. */
  | { type: 'load'; wanted: boolean }
  /** Enough of it is there to begin. */
  | { type: 'ready' }
  | { type: 'play' }
  | { type: 'pause' }
  /** The data ran dry. */
  | { type: 'starve' }
  /** Sound comes. */
  | { type: 'flow' }
  /** The last track is over. */
  | { type: 'end' }
  | { type: 'fail' }
  /** The queue is empty. */
  | { type: 'clear' };

export const IDLE: State = { status: 'idle', wanted: false };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function transition(state: State, event: Event): State {
  switch (event.type) {
    case 'load':
      return { status: 'loading', wanted: event.wanted };
    case 'clear':
      return IDLE;
    case 'fail':
      return state.status === 'idle' ? state : { ...state, status: 'failed' };
    case 'play':
      return state.status === 'paused'
        ? { status: 'playing', wanted: true }
        : state.status === 'loading' || state.status === 'buffering'
          ? { ...state, wanted: true }
          : state;
    case 'pause':
      return state.status === 'playing' || state.status === 'buffering'
        ? { status: 'paused', wanted: false }
        : state.status === 'loading'
          ? { ...state, wanted: false }
          : state;
    case 'ready':
      return state.status === 'loading' ? { ...state, status: state.wanted ? 'playing' : 'paused' } : state;
    case 'starve':
      return state.status === 'playing' ? { ...state, status: 'buffering' } : state;
    case 'flow':
      return state.wanted && (state.status === 'buffering' || state.status === 'loading')
        ? { ...state, status: 'playing' }
        : state;
    case 'end':
      return state.status === 'idle' ? state : { status: 'ended', wanted: false };
  }
}

/** Whether the button shows "pause". */
export function sounding(state: State): boolean {
  return state.wanted && state.status !== 'failed' && state.status !== 'ended' && state.status !== 'idle';
}
