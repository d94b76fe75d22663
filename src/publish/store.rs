//! Object stores: S3 and all that speak its language, Google Cloud Storage, Azure Blob Storage.
//!
//! Credentials come from the environment, or from the machine that the program runs on, as the `object_store` crate finds them; they are
//! never looked at here. What a store answers with 429, 500 or 503, or not at all, is asked for again, each time a little later.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, BackoffConfig, ClientOptions, Error, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions, PutPayload,
    RetryConfig, UpdateVersion,
};
use tokio::runtime::Runtime;

use super::http::Connections;
use super::record::RECORD;
use super::target::{Fault, Listed, Moment, Target, Version, cache_rule};
use crate::config::publish::{Destination, Provider};
use crate::media::feed_type;
use crate::output::{Piece, Shipment};

/// Requests under way at once.
const AT_ONCE: usize = 16;

/// Files larger than this are sent one by one, so that memory is bounded whatever lies in the paper.
const LARGE: u64 = 8 << 20;

/// Bytes of a key, in S3 and in Google's store; Azure takes as many characters.
const KEY_MOST: usize = 1024;

pub(super) struct Store {
    objects: Arc<dyn ObjectStore>,
    runtime: Runtime,
    prefix: String,
    shown: String,
}

impl Store {
    pub(super) fn open(destination: &Destination, provider: Provider, bucket: &str, prefix: &str) -> Result<Self, Fault> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Fault::new(format!("no connection can be made: {error}"), "try again"))?;
        let plain = destination.endpoint.as_deref().is_some_and(|endpoint| endpoint.starts_with("http://"));
        let connections = Connections::new().map_err(|error| Fault::new(format!("TLS cannot be spoken: {error}"), "try again"))?;
        let client = ClientOptions::new().with_allow_http(plain);
        let backoff = BackoffConfig { init_backoff: Duration::from_millis(200), max_backoff: Duration::from_secs(10), base: 2.0 };
        let retry = RetryConfig { backoff, max_retries: 8, retry_timeout: Duration::from_secs(75) };
        let (scheme, made) = match provider {
            Provider::S3 => {
                let mut builder = AmazonS3Builder::from_env()
                    .with_bucket_name(bucket)
                    .with_client_options(client)
                    .with_http_connector(connections)
                    .with_retry(retry);
                if let Some(endpoint) = &destination.endpoint {
                    builder = builder.with_endpoint(endpoint);
                }
                if let Some(region) = &destination.region {
                    builder = builder.with_region(region);
                }
                ("s3", builder.build().map(|store| Arc::new(store) as Arc<dyn ObjectStore>))
            }
            Provider::Google => {
                let mut builder = GoogleCloudStorageBuilder::from_env()
                    .with_bucket_name(bucket)
                    .with_client_options(client)
                    .with_http_connector(connections)
                    .with_retry(retry);
                if let Some(endpoint) = &destination.endpoint {
                    builder = builder.with_base_url(endpoint);
                }
                ("gs", builder.build().map(|store| Arc::new(store) as Arc<dyn ObjectStore>))
            }
            Provider::Azure => {
                let mut builder = MicrosoftAzureBuilder::from_env()
                    .with_container_name(bucket)
                    .with_client_options(client)
                    .with_http_connector(connections)
                    .with_retry(retry);
                if let Some(account) = &destination.account {
                    builder = builder.with_account(account);
                }
                if let Some(endpoint) = &destination.endpoint {
                    builder = builder.with_endpoint(endpoint.clone());
                }
                ("az", builder.build().map(|store| Arc::new(store) as Arc<dyn ObjectStore>))
            }
        };
        let shown = format!("{scheme}://{}", [bucket, prefix].join("/").trim_end_matches('/'));
        let objects = made.map_err(|error| fault(&shown, &error))?;
        Ok(Store { objects, runtime, prefix: prefix.to_owned(), shown })
    }

    fn key(&self, name: &str) -> Result<Path, Fault> {
        let key = if self.prefix.is_empty() { name.to_owned() } else { format!("{}/{name}", self.prefix) };
        let path = Path::parse(&key).ok().filter(|_| key.len() <= KEY_MOST);
        path.ok_or_else(|| {
            Fault::new(format!("{name}: an object store cannot keep a file of this name"), "choose a shorter or plainer name for it")
        })
    }

    fn wait<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Fault> {
        self.runtime.block_on(work).map_err(|error| fault(&self.shown, &error))
    }

    /// What is still to be sent of a piece, read and described.
    fn parcel(&self, shipment: &Shipment, piece: &Piece) -> Result<(Path, PutPayload, PutOptions), Fault> {
        let bytes = shipment.read(piece).map_err(|diag| Fault::new(diag.message, "build again, and publish then"))?;
        let attributes = Attributes::from_iter([
            (Attribute::ContentType, feed_type(&piece.path, &bytes)),
            (Attribute::CacheControl, cache_rule(&piece.path)),
        ]);
        Ok((self.key(&piece.path)?, bytes.into(), PutOptions { attributes, ..PutOptions::default() }))
    }
}

/// Says what a store answered, in one line, without what it repeats of the request: signed addresses end before their `?`.
fn fault(shown: &str, error: &Error) -> Fault {
    let help = match error {
        Error::Unauthenticated { .. } | Error::PermissionDenied { .. } => {
            "see that the key in the environment may read, write, list and delete there (docs/deploying.md names the variables)"
        }
        Error::NotFound { .. } => "see that the bucket exists, and that its name, region and endpoint are right",
        Error::NotImplemented { .. } => {
            "this store cannot write on a condition; without that two publishers could mix, so newsprint does not use it"
        }
        _ => {
            "look at the credentials in the environment and at the network, and publish again: what stands there already is not sent twice"
        }
    };
    let mut said = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        let text = inner.to_string();
        if !said.contains(&text) {
            said.push_str(": ");
            said.push_str(&text);
        }
        cause = inner.source();
    }
    Fault::new(format!("{shown}: {}", discreet(&said)), help)
}

/// A text in one line of bounded length, with addresses cut at their `?`.
fn discreet(text: &str) -> String {
    const MOST: usize = 300;
    let words = text.split_whitespace().map(|word| match word.split_once('?') {
        Some((address, _)) if address.contains("://") => address,
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ").chars().take(MOST).collect()
}

impl Target for Store {
    fn shown(&self) -> String {
        self.shown.clone()
    }

    fn record(&mut self) -> Result<Option<(Vec<u8>, Version)>, Fault> {
        let key = self.key(RECORD)?;
        let read = async {
            let found = match self.objects.get(&key).await {
                Err(Error::NotFound { .. }) => return Ok(None),
                found => found?,
            };
            let version = Version(found.meta.e_tag.clone(), found.meta.version.clone());
            Ok(Some((found.bytes().await?.to_vec(), version)))
        };
        self.wait(read)
    }

    fn write_record(&mut self, bytes: &[u8], over: Option<&Version>, _: Moment) -> Result<Version, Fault> {
        let key = self.key(RECORD)?;
        let mode = over.map_or(PutMode::Create, |Version(e_tag, version)| {
            PutMode::Update(UpdateVersion { e_tag: e_tag.clone(), version: version.clone() })
        });
        let attributes =
            Attributes::from_iter([(Attribute::ContentType, "application/octet-stream"), (Attribute::CacheControl, "no-store")]);
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        match self.runtime.block_on(self.objects.put_opts(&key, bytes.to_vec().into(), options)) {
            Ok(put) => Ok(Version(put.e_tag, put.version)),
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => {
                // An answer that was lost looks like this as well: then what lies there is what was sent.
                let lost = self.record()?.filter(|(there, _)| there == bytes);
                lost.map(|(_, version)| version).ok_or_else(Fault::overtaken)
            }
            Err(error) => Err(fault(&self.shown, &error)),
        }
    }

    fn list(&mut self) -> Result<Vec<Listed>, Fault> {
        let prefix = Path::parse(&self.prefix).ok().filter(|_| !self.prefix.is_empty());
        let start = if self.prefix.is_empty() { 0 } else { self.prefix.len() + 1 };
        let found: Vec<_> = self.wait(self.objects.list(prefix.as_ref()).try_collect())?;
        let named = found.into_iter().filter_map(|meta| {
            let name = meta.location.as_ref().get(start..)?.to_owned();
            (name != RECORD).then_some(Listed { name, size: Some(meta.size) })
        });
        Ok(named.collect())
    }

    fn send(&mut self, shipment: &Shipment, pieces: &[&Piece], sent: &mut dyn FnMut()) -> Result<(), Fault> {
        let (large, small): (Vec<&Piece>, Vec<&Piece>) = pieces.iter().copied().partition(|piece| shipment.size(piece) > LARGE);
        for (group, at_once) in [(small, AT_ONCE), (large, 1)] {
            let puts = group.into_iter().map(|piece| async {
                let (key, payload, options) = self.parcel(shipment, piece)?;
                self.objects.put_opts(&key, payload, options).await.map_err(|error| fault(&self.shown, &error))
            });
            self.runtime.block_on(async {
                let mut puts = stream::iter(puts).buffer_unordered(at_once);
                while let Some(put) = puts.next().await {
                    put?;
                    sent();
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    fn remove(&mut self, names: &[String]) -> Result<(), Fault> {
        let keys = names.iter().map(|name| self.key(name)).collect::<Result<Vec<_>, _>>()?;
        self.wait(async {
            let mut gone = self.objects.delete_stream(stream::iter(keys.into_iter().map(Ok)).boxed());
            while let Some(one) = gone.next().await {
                match one {
                    Ok(_) | Err(Error::NotFound { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        })
    }

    fn accepts(&self, shipment: &Shipment) -> Result<(), Fault> {
        shipment.pieces.iter().try_for_each(|piece| self.key(&piece.path).map(drop))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_addresses_are_not_repeated() {
        assert_eq!(
            discreet("error sending request for url (https://s.example/b/k?X-Sig=abc)\n again"),
            "error sending request for url (https://s.example/b/k again"
        );
    }
}
