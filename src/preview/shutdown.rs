//! The end of a preview, as its tasks wait for it.

use tokio::sync::watch;

/// A signal that the preview ends.
#[derive(Clone)]
pub(super) struct Shutdown(watch::Receiver<bool>);

impl Shutdown {
    /// Returns a signal and what sends it.
    pub(super) fn channel() -> (watch::Sender<bool>, Self) {
        let (sender, receiver) = watch::channel(false);
        (sender, Shutdown(receiver))
    }

    /// Waits until the preview ends.
    pub(super) async fn requested(&mut self) {
        // An error means that the sender is gone, and the preview with it.
        let _ = self.0.wait_for(|requested| *requested).await;
    }
}
