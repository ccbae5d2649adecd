/* What one script of the pages leaves on the window for the next. */
interface Window {
  zxShelf: any;
  zxOutbox: any;
  zxLive: any;
}
