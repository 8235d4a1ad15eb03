//! Putting the parts together.

mod within;

use std::sync::Arc;

use accounts::{Accounts, Console, PasswordCost, PolicyInForce};
use affiliates::Affiliates;
use analytics::Analytics;
use axum::extract::Request;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use axum::{Router, ServiceExt};
use catalog::Catalog;
use config::Config;
use consent::Consents;
use db::Db;
use imports::Imports;
use incidents::Incidents;
use inspections::Inspections;
use jobs::Jobs;
use legal::Legal;
use library::Library;
use mail::Mail;
use minors::Minors;
use minors::mode::Mode;
use playback::download::Downloads;
use playback::history::{History, TrackViews};
use playback::jukebox::{Jukebox, SoundProgram};
use playback::{Playback, PlaybackOptions, Sources};
use recognition::Recognition;
use recognition::history::RecognitionHistories;
use recommend::Recommend;
use recordings::Recordings;
use rights::Rights;
use search::Search;
use settings::Settings;
use similarity::Similarity;
use social::Social;
use staff_access::StaffAccess;
use subsonic::Room;
use tokio::task::JoinSet;
use transcription::Transcription;
use transfers::Transfers;
use units::{Clock, Millis};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use vault::Vault;

use crate::broadcasts::Broadcasts;
use crate::description::Outline;
use crate::dress::dress;
pub use crate::error::Error;
use crate::following::Following;
use crate::front::{Connection, Front};
use crate::gate::{self, gate};
use crate::minors_mode_gate::ModeGateParts;
use crate::policy_in_force::{check_holder, check_in_force, operator_facts};
pub use crate::stores::{key_store_path, open_database, open_vault};
use crate::{recurring, routes};

/// Where the API begins.
pub(crate) const API: &str = "/api/v1";

/// How much of the cache folder thumbnails may take.
const THUMBNAILS_BYTES_MAX: u64 = 256 << 20;

/// Opens the catalogue over the music folders.
///
/// # Errors
/// When a music folder cannot be read.
pub async fn open_catalog(config: &Config, db: &Db, clock: Arc<dyn Clock>) -> Result<Catalog, Error> {
    let options = catalog::Options {
        music: config.music.folders.clone(),
        thumbnails: config.playback.cache_folder.join("thumbnails"),
        thumbnails_limit_bytes: THUMBNAILS_BYTES_MAX,
        scan_threads: std::thread::available_parallelism().map_or(1, usize::from),
        seed: rand::random(),
    };
    Ok(Catalog::open(db.clone(), clock, options).await?)
}

/// Rights over what these hold.
#[must_use]
pub fn open_rights(config: &Config, db: &Db, vault: &Vault, clock: Arc<dyn Clock>) -> Rights {
    Rights::new(rights::Parts {
        db: db.clone(),
        modules: crate::MODULES.to_vec(),
        vault: vault.clone(),
        consents: Consents::new(db.clone(), Arc::clone(&clock)),
        clock,
        validators: accounts::corrections()
            .into_iter()
            .chain(library::corrections())
            .chain(social::corrections())
            .chain(mail::corrections())
            .collect(),
        operator: operator_facts(config),
        music: Arc::new(crate::describing::Describing(db.clone())),
    })
}

/// The desk for incidents over what these hold.
#[must_use]
pub fn open_incidents(
    config: &Config,
    db: &Db,
    rights: &Rights,
    staff: &StaffAccess,
    clock: Arc<dyn Clock>,
) -> Incidents {
    let (db, rights, staff) = (db.clone(), rights.clone(), staff.clone());
    Incidents::new(incidents::Parts { db, clock, rights, staff, operator: operator_facts(config) })
}

/// The jukebox, and whom the configuration lets choose what it plays.
fn jukebox_room(config: &Config, playback: &Playback) -> Room {
    let program = config.playback.jukebox.as_deref().and_then(SoundProgram::parse);
    Room { jukebox: Jukebox::new(playback.clone(), program), is_for_members: config.playback.jukebox_for_members }
}

/// The running service: its routes and its recurring work.
pub struct App {
    router: Router,
    api: OpenApi,
    accounts: Accounts,
    settings: Settings,
    catalog: Catalog,
    playback: Playback,
    rights: Rights,
    staff: StaffAccess,
    incidents: Incidents,
    inspections: Inspections,
    legal: Legal,
    transfers: Transfers,
    minors: Minors,
    mail: Mail,
    affiliates: Affiliates,
    db: Db,
    /// The recurring work.
    background: JoinSet<()>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").field("db", &self.db).finish_non_exhaustive()
    }
}

impl App {
    /// Starts everything but the listening.
    ///
    /// # Errors
    /// Whatever is wrong with the settings, the data or the music folders; nothing is half started.
    pub async fn start(config: Config, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        Self::start_with(config, clock, Console::new(std::io::stdout()), PasswordCost::default()).await
    }

    /// Starts with codes going to `console` and passwords hashed at `password_cost`; tests read codes from a buffer.
    ///
    /// # Errors
    /// As [`App::start`].
    pub async fn start_with(
        config: Config,
        clock: Arc<dyn Clock>,
        console: Console,
        password_cost: PasswordCost,
    ) -> Result<Self, Error> {
        policy::versions().map_err(Error::Policy)?;
        check_in_force(policy::current(), clock.now())?;
        let base = config;
        let db = open_database(&base).await?;
        let vault = open_vault(&base).await?;
        let seal = vault.service_seal(settings::SEAL_LABEL);
        let in_force = settings::in_force(&db, &seal, &base).await?;
        let config = Arc::new(in_force.config.clone());
        let consents = Consents::new(db.clone(), Arc::clone(&clock));
        check_holder(&config, &consents).await?;
        consents.ask_anew().await?;
        let rights = open_rights(&config, &db, &vault, Arc::clone(&clock));
        let staff = StaffAccess::new(db.clone(), vault.clone(), Arc::clone(&clock));
        let gate = gate(&db, &vault, Arc::clone(&clock), &config)?;
        let incidents = open_incidents(&config, &db, &rights, &staff, Arc::clone(&clock));
        let legal = Legal::new(legal::Parts {
            db: db.clone(),
            rights: rights.clone(),
            staff: staff.clone(),
            clock: Arc::clone(&clock),
        });
        let transfers = Transfers::new(transfers::Parts {
            db: db.clone(),
            consents: consents.clone(),
            rights: rights.clone(),
            staff: staff.clone(),
            clock: Arc::clone(&clock),
        });
        let sms = crate::sms::gateway(&config, &gate, &clock, console.clone());
        let connectors = crate::providers::connectors(&config, &db, &gate, Arc::clone(&clock)).await?;
        let accounts = Accounts::new(accounts::Setup {
            db: db.clone(),
            clock: Arc::clone(&clock),
            consents: consents.clone(),
            vault: vault.clone(),
            sms,
            one_tap: crate::one_tap::one_tap(&config, &gate)?,
            connectors: connectors.clone(),
            policy: PolicyInForce::of_operator(&operator_facts(&config)).map_err(Error::Policy)?,
            password_cost,
            public_url: config.server.public_url.clone(),
        })?;
        let mode = Mode::new(db.clone(), consents.clone(), accounts.passwords(), Arc::clone(&clock));
        let minors = Minors::new(minors::Parts {
            mode: mode.clone(),
            db: db.clone(),
            consents: consents.clone(),
            rights: rights.clone(),
            operator: operator_facts(&config),
            clock: Arc::clone(&clock),
        });
        let catalog = open_catalog(&config, &db, Arc::clone(&clock)).await?;
        let sources = Sources::of(catalog.clone());
        let options = PlaybackOptions {
            limits: playback::transcode::TranscodeLimits {
                running_max: config.playback.transcodes_max,
                per_listener_max: config.playback.transcodes_per_listener_max,
                ..Default::default()
            },
            cache_folder: config.playback.cache_folder.join("transcodes"),
            cache_bytes_max: config.playback.cache_size_bytes,
            ffmpeg: config.playback.ffmpeg.clone(),
        };
        let playback = Playback::open(options, sources.clone()).await.map_err(Error::Io)?;
        let library = Library::new(db.clone(), consents.clone(), catalog.clone(), Arc::clone(&clock));
        let social = Social::new(social::Parts {
            db: db.clone(),
            consents: consents.clone(),
            vault: vault.clone(),
            accounts: accounts.clone(),
            catalog: catalog.clone(),
            library: library.clone(),
            clock: Arc::clone(&clock),
        });
        let history = History::new(consents.clone(), Arc::clone(&clock));
        let imports = Imports::new(imports::Parts {
            db: db.clone(),
            library: library.clone(),
            history: history.clone(),
            clock: Arc::clone(&clock),
        });
        let shelf = crate::shelf::shelf(catalog.clone(), library.clone());
        let downloads = Downloads::new(playback.clone(), shelf, history.clone(), Arc::clone(&clock));
        let broadcasts = Broadcasts::open(&config, &db, &clock)?;
        let analysis = config.music.analysis.then(|| recurring::open_analysis(&db, &catalog));
        let similarity = Similarity::open(db.clone(), catalog.clone()).await?;
        let search = Search::new(search::Parts {
            db: db.clone(),
            consents: consents.clone(),
            catalog: catalog.clone(),
            library: library.clone(),
            clock: Arc::clone(&clock),
        });
        let recognitions = RecognitionHistories::new(consents.clone(), catalog.clone(), Arc::clone(&clock));
        let heeding = consents.clone();
        let transcription = Transcription::new(transcription::Parts {
            transcriber: gate::transcriber(&config, &gate),
            consents: consents.clone(),
            clock: Arc::clone(&clock),
        });
        let told = (incidents.clone(), catalog.clone());
        let mail = crate::mailing::mail(&config, &db, &vault, &consents, &rights, told, &gate, &clock)?;
        let following = Following {
            db: db.clone(),
            clock: Arc::clone(&clock),
            console,
            gate: gate.clone(),
            connectors,
            accounts: accounts.clone(),
            transcription: transcription.clone(),
            mail: mail.clone(),
            current: tokio::sync::Mutex::new(in_force.config.clone()),
        };
        let settings = Settings::new(settings::Parts {
            db: db.clone(),
            clock: Arc::clone(&clock),
            seal,
            base,
            in_force,
            follower: Arc::new(following),
        });
        let recommend = Recommend::new(recommend::Parts {
            db: db.clone(),
            consents: consents.clone(),
            catalog: catalog.clone(),
            library: library.clone(),
            similarity: similarity.clone(),
            clock: Arc::clone(&clock),
        });
        let index_folder = config.data.folder.join("recognition");
        let recognition = Recognition::open(db.clone(), catalog.clone(), index_folder).await?;
        let recordings = Recordings::new(recordings::Parts {
            db: db.clone(),
            catalog: catalog.clone(),
            moving: crate::replacements(),
            clock: Arc::clone(&clock),
        });
        let listed = (catalog.clone(), library.clone(), broadcasts.podcasts.clone());
        let mode_parts = ModeGateParts::new(mode.clone(), accounts.clone(), consents.clone(), listed);
        let open_clients = subsonic::Parts {
            mode: mode.clone(),
            accounts: accounts.clone(),
            catalog: catalog.clone(),
            playback: playback.clone(),
            history: history.clone(),
            library: library.clone(),
            podcasts: broadcasts.podcasts.clone(),
            radio: broadcasts.radio.clone(),
            similarity: similarity.clone(),
            social: social.clone(),
            room: jukebox_room(&config, &playback),
            public_url: config.server.public_url.clone(),
            clock: Arc::clone(&clock),
        };
        let rescan = (config.music.rescan_interval_minutes > 0)
            .then(|| Millis::minutes(i64::try_from(config.music.rescan_interval_minutes).unwrap_or(i64::MAX)));
        let mut recurring_jobs = recurring::jobs(&catalog, &rights, &consents, rescan, broadcasts.refresh(&config));
        recurring_jobs.push(recurring::incident_watch(incidents.clone()));
        recurring_jobs.push(recurring::legal_watch(legal.clone()));
        recurring_jobs.push(recurring::minors_watch(minors.clone()));
        recurring_jobs.push(recurring::mail_delivery(mail.clone()));
        let affiliates = Affiliates::new(affiliates::Parts {
            db: db.clone(),
            clock: Arc::clone(&clock),
            vault: vault.clone(),
            consents: consents.clone(),
            gate: gate.clone(),
        });
        recurring_jobs.push(recurring::affiliates_told(affiliates.clone()));
        let inspections = crate::inspecting::inspections(crate::inspecting::Inspected {
            db: db.clone(),
            vault,
            rights: rights.clone(),
            staff: staff.clone(),
            incidents: incidents.clone(),
            gate: gate.clone(),
            config: Arc::clone(&config),
            clock: Arc::clone(&clock),
        });
        recurring_jobs.push(recurring::inspection(inspections.clone()));
        let analytics = Analytics::new(db.clone(), Arc::clone(&clock));
        recurring_jobs.push(recurring::counting(analytics.clone()));
        let heard = recurring::Heard {
            similarity: similarity.clone(),
            recognition: recognition.clone(),
            recordings: recordings.clone(),
        };
        recurring_jobs.push(recurring::hearing(analysis, heard));
        let jobs = Jobs::new(Arc::clone(&clock), recurring_jobs);
        let (router, api) = OpenApiRouter::with_openapi(Outline::openapi())
            .nest(
                API,
                OpenApiRouter::new()
                    .merge(accounts::routes(accounts.clone()))
                    .merge(catalog::routes::routes(catalog.clone()))
                    .merge(playback::routes(playback.clone()))
                    .merge(playback::history::routes(history, sources, TrackViews::of(catalog.clone())))
                    .merge(playback::download::routes(downloads))
                    .merge(library::routes(library))
                    .merge(imports::routes(imports))
                    .merge(similarity::routes::routes(similarity))
                    .merge(recommend::routes(recommend))
                    .merge(search::routes(search))
                    .merge(recognition::routes::routes(recognition))
                    .merge(recognition::history::routes(recognitions))
                    .merge(transcription::routes(transcription))
                    .merge(recordings::routes::routes(recordings.clone()))
                    .merge(social::routes(social))
                    .merge(sharing::routes(db.clone()))
                    .merge(settings::routes(settings.clone()))
                    .merge(broadcasts.routes())
                    .merge(staff_access::routes(staff.clone()))
                    .merge(incidents::routes(incidents.clone()))
                    .merge(inspections::routes(inspections.clone()))
                    .merge(legal::routes(legal.clone()))
                    .merge(transfers::routes(transfers.clone()))
                    .merge(affiliates::routes(affiliates.clone()))
                    .merge(analytics::routes(analytics))
                    .merge(minors::routes(minors.clone()))
                    .merge(mail::routes(mail.clone()))
                    .merge(rights::router(rights.clone()))
                    .merge(routes::router(routes::Service {
                        db: db.clone(),
                        config: Arc::clone(&config),
                        catalog: catalog.clone(),
                        playback: playback.clone(),
                        accounts: accounts.clone(),
                        rights: rights.clone(),
                        gate,
                        jobs: jobs.clone(),
                        started_at: clock.now(),
                        clock,
                    })),
            )
            .merge(subsonic::routes(open_clients))
            .split_for_parts();
        let router = dress(router, &api, &accounts, heeding, playback.clone(), mode_parts, &config);
        let mut background = jobs.start();
        background.spawn(recurring::look_again_after_merges(recordings.merges(), jobs.clone()));
        background.spawn(recurring::hear_after_scans(catalog.clone(), jobs));
        background.spawn(settings.clone().watch());
        background.spawn(rights.clone().keep_finishing_erasures());
        if config.music.watch {
            let catalog = catalog.clone();
            background.spawn(async move {
                if let Err(error) = catalog::jobs::watch_folders(&catalog).await {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "changes are found by the periodic scan only"
                    );
                }
            });
        }
        Ok(Self {
            router,
            api,
            accounts,
            settings,
            catalog,
            playback,
            rights,
            staff,
            incidents,
            inspections,
            legal,
            transfers,
            minors,
            mail,
            affiliates,
            db,
            background,
        })
    }

    /// Ends the recurring work, brings to its end what was erased, and lets go of the data; returns when another process
    /// may open it.
    pub async fn stop(mut self) {
        self.background.shutdown().await;
        if let Err(error) = self.rights.finish_erasures().await {
            tracing::warn!(error = &error as &dyn std::error::Error, "erasures wait to be brought to their end");
        }
    }

    /// The routes, with everything around them.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// What answers the requests of every connection.
    pub fn service(&self) -> IntoMakeServiceWithConnectInfo<Front, Connection> {
        ServiceExt::<Request>::into_make_service_with_connect_info(self.front())
    }

    /// The routes with the shortest way to what is at hand before them.
    #[must_use]
    pub fn front(&self) -> Front {
        Front::new(self.router.clone(), self.catalog.clone(), self.playback.clone(), self.minors.mode().clone())
    }

    /// The description of the API.
    #[must_use]
    pub fn api(&self) -> &OpenApi {
        &self.api
    }

    /// A fresh one-time link token while there is no operator.
    ///
    /// # Errors
    /// The database's.
    pub async fn operator_link(&self) -> Result<Option<String>, Error> {
        if self.accounts.setup_needed().await? { Ok(Some(self.accounts.make_operator_link().await?)) } else { Ok(None) }
    }
}
