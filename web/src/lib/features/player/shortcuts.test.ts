import { describe, expect, it } from 'vitest';
import { actionOf, SHORTCUTS, type Press } from './shortcuts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe('shortcuts', () => {
  it('find their action', () => {
    expect(actionOf(press(' '), 'nothing')).toBe('toggle');
    expect(actionOf(press('ArrowRight'), 'nothing')).toBe('forward');
    expect(actionOf(press('ArrowRight', { shiftKey: true }), 'nothing')).toBe('next');
    expect(actionOf(press('M'), 'nothing')).toBe('mute');
    expect(actionOf(press('?', { shiftKey: true }), 'nothing')).toBe('help');
  });

  it('leave typing alone, but for Ctrl', () => {
    for (const shortcut of SHORTCUTS) expect(actionOf(press(shortcut.keys[0]!), 'text')).toBeNull();
    expect(actionOf(press('k', { ctrlKey: true }), 'text')).toBe('search');
  });

  it('leave a focused control its own keys', () => {
    expect(actionOf(press(' '), 'control')).toBeNull();
    expect(actionOf(press('ArrowLeft'), 'arrows')).toBeNull();
    expect(actionOf(press('m'), 'control')).toBe('mute');
  });

  it('leave the browser its own', () => {
    expect(actionOf(press('r', { ctrlKey: true }), 'nothing')).toBeNull();
    expect(actionOf(press('ArrowLeft', { altKey: true }), 'nothing')).toBeNull();
  });

  it('are each named once', () => {
    expect(new Set(SHORTCUTS.map((shortcut) => shortcut.action)).size).toBe(SHORTCUTS.length);
  });
});
