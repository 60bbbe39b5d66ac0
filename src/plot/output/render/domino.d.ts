/** @file The one call of domino that is used (the package's own types name another module). */
declare module '@mixmark-io/domino' {
  const domino: {
    createWindow(html?: string, address?: string): Window;
    createDocument(html?: string): Document;
  };
  export default domino;
}
