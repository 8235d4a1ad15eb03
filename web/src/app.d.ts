declare global {
  namespace App {
    interface PageState {
      /** The sheet opened over the page, closed by the browser's back button. */
      sheet?: 'queue' | 'shortcuts';
    }
  }
}

export {};
