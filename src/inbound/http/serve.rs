//! Listening, and stopping without losing what was begun.

use super::metrics::Metrics;
use super::{AppState, Doors, router};
use crate::app::App;
use crate::config::Config;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How long requests in flight may take to finish once the service is told to stop.
const DRAIN: Duration = Duration::from_secs(30);

/// Why the service did not serve.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken or not of this machine.
    #[error("cannot listen on {address}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the machine said.
        #[source]
        source: io::Error,
    },
    /// Connections could no longer be taken.
    #[error("the service stopped answering")]
    Stopped(#[source] io::Error),
}

/// Serves until the process is told to stop; `announce` is called with the
/// address once requests can come in.
///
/// # Errors
/// When it cannot listen.
pub async fn serve(
    config: &Config, app: App, doors: Doors, announce: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    serve_until(config, app, doors, announce, told_to_stop()).await
}

/// As [`serve`], until `stop` is ready: then no connection is taken any more,
/// requests in flight finish, and writes that were begun reach the database.
///
/// # Errors
/// When it cannot listen.
pub async fn serve_until(
    config: &Config, app: App, doors: Doors, announce: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    let address = config.bind.address();
    let failed = |source| ServeError::Bind { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    announce(listener.local_addr().map_err(failed)?);
    let upkeep = tokio::spawn(fold(Metrics::shared()));
    let calendar = tokio::spawn(keep_time(app.clone()));
    let state = AppState::new(app.clone(), config).behind(doors);
    let served = drain(listener, state, stop).await;
    upkeep.abort();
    calendar.abort();
    app.close().await;
    served.map_err(ServeError::Stopped)
}

async fn drain(
    listener: TcpListener, state: AppState, stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, mut stopped) = watch::channel(());
    let signal = async move {
        stop.await;
        tracing::info!("Stopping: finishing requests in flight");
        drop(stopping);
    };
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, service).with_graceful_shutdown(signal);
    let too_long = async move {
        while stopped.changed().await.is_ok() {}
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = server => served,
        () = too_long => {
            tracing::warn!("Some requests were still in flight and were left");
            Ok(())
        }
    }
}

async fn fold(metrics: Metrics) {
    let mut every = tokio::time::interval(Duration::from_secs(5));
    loop {
        every.tick().await;
        metrics.fold();
    }
}

/// How often meetings are looked at whose time may have come.
const CALENDAR: Duration = Duration::from_secs(60);

/// Opens meetings for scoring, reveals scores at their deadline and plans the next of each series
/// while nobody looks at them; whoever does look finds it done in any case.
async fn keep_time(app: App) {
    let mut every = tokio::time::interval(CALENDAR);
    loop {
        every.tick().await;
        if let Err(error) = app.catch_up(None).await {
            tracing::error!(error = %super::error::chain(&error), "Meetings were not brought up to date");
        }
    }
}

/// Ready when the process is asked to stop, by a terminal or by whatever runs it.
async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut asked) => {
            asked.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
