//! A real object store on loopback: the S3 API over a folder, which checks signatures. It stands by itself, so that other
//! tests can take it in.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::SimpleAuth;
use s3s::path::S3Path;
use s3s::service::S3ServiceBuilder;
use s3s::{S3Error, S3ErrorCode, S3Result, s3_error};
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A store with one bucket, `photos`; it serves until the runtime ends.
pub(crate) struct Store {
    folder: TempDir,
    address: SocketAddr,
    trouble: Arc<Mutex<Option<&'static str>>>,
}

pub(crate) const KEY_ID: &str = "AKIDTEST";
pub(crate) const SECRET: &str = "a-secret-that-must-not-be-told";

impl Store {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("photos")).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY_ID, SECRET));
        let trouble = Arc::default();
        service.set_access(Rules { folder: folder.path().to_owned(), trouble: Arc::clone(&trouble) });
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                tokio::spawn(async move {
                    // A client that goes away is no fault of the store.
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Self { folder, address, trouble }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers everything with this error code from now on; `None`: as it should.
    pub(crate) fn answer_with(&self, code: Option<&'static str>) {
        *self.trouble.lock().unwrap() = code;
    }

    /// The photos in the bucket, without what the store keeps beside them.
    pub(crate) fn photos(&self) -> Vec<PathBuf> {
        let is_photo = |path: &PathBuf| path.extension().is_some_and(|e| e == "jpg" || e == "png");
        self.objects().into_iter().filter(is_photo).collect()
    }

    /// The objects in the bucket, by their files.
    pub(crate) fn objects(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.folder.path().join("photos")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found.sort();
        found
    }
}

/// What the folder alone does not know: who may come in, that a bucket must be there, and trouble on request.
struct Rules {
    folder: PathBuf,
    trouble: Arc<Mutex<Option<&'static str>>>,
}

impl Rules {
    fn judge(&self, cx: &S3AccessContext<'_>) -> S3Result<()> {
        if let Some(code) = *self.trouble.lock().unwrap() {
            return Err(S3Error::new(S3ErrorCode::from_bytes(code.as_bytes()).unwrap()));
        }
        if cx.credentials().is_none() {
            return Err(s3_error!(AccessDenied));
        }
        match cx.s3_path() {
            S3Path::Bucket { bucket } | S3Path::Object { bucket, .. } if !self.folder.join(&**bucket).is_dir() => {
                Err(s3_error!(NoSuchBucket))
            }
            _ => Ok(()),
        }
    }
}

impl S3Access for Rules {
    fn check<'a, 'b, 'c, 'd>(
        &'a self,
        cx: &'b mut S3AccessContext<'c>,
    ) -> Pin<Box<dyn Future<Output = S3Result<()>> + Send + 'd>>
    where
        'a: 'd,
        'b: 'd,
        'c: 'd,
        Self: 'd,
    {
        let judged = self.judge(cx);
        Box::pin(async { judged })
    }
}
